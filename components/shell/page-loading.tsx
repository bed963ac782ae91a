import { Loading, Skeleton } from "#components/ui/skeleton.tsx";

const widths = ["w-[82%]", "w-[64%]", "w-[90%]", "w-[54%]", "w-[71%]"];

/** A page with a title and a table, in outline. */
export function PageLoading() {
  return (
    <main className="flex-1">
      <title>Parley</title>
      <h1 className="sr-only">Loading</h1>
      <Loading label="Loading the page" className="grid max-w-300 gap-7 px-8 pt-8 max-desk:px-4">
        <Skeleton className="mb-4 h-5 w-40" />
        {widths.map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </Loading>
    </main>
  );
}
