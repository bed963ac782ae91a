import type { ReactNode } from "react";
import { Mark } from "#components/ui/brand.tsx";

type Props = {
  /** Whose door it is. */
  brand: string;
  title: string;
  lede: ReactNode;
  foot?: ReactNode;
  children?: ReactNode;
};

/** A page of one narrow column for those who are not inside yet. */
export function Door({ brand, title, lede, foot, children }: Props) {
  return (
    <DoorFrame foot={foot}>
      <main className="w-full max-w-90">
        <DoorHead brand={brand} title={title} lede={lede} />
        {children}
      </main>
    </DoorFrame>
  );
}

export function DoorFrame({ foot, children }: { foot?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] items-center justify-items-center px-5 pt-12 pb-6 max-desk:items-start max-desk:pt-10">
      {children}
      <footer className="pt-8 text-center text-xs text-ink-muted">{foot}</footer>
    </div>
  );
}

export function DoorHead({ brand, title, lede }: { brand: string; title: string; lede: ReactNode }) {
  return (
    <>
      <div className="mb-8 flex items-center gap-2.5 font-semibold">
        <Mark name={brand} size={24} />
        <span>{brand}</span>
      </div>
      <h1 className="mb-1 text-xl">{title}</h1>
      <p className="mb-6 text-ink-muted">{lede}</p>
    </>
  );
}
