/** The first stop of the Tab key: past the list, to what is open. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed -top-15 left-3 z-70 rounded-md bg-surface-raised px-4 py-2 text-accent shadow-2 focus:top-2"
    >
      Skip to the open page
    </a>
  );
}
