import { Archive, Megaphone } from "lucide-react";

/** Where the composer would be, in a room in which one cannot write. */
export function NoComposer({ isActive }: { isActive: boolean }) {
  return (
    <p className="flex items-center gap-2 rounded-lg border bg-surface-sunken px-3.5 py-3 text-sm text-ink-muted">
      {isActive ? <Megaphone /> : <Archive />}
      {isActive
        ? "Only the owner and admins of this room write here. You can read and react."
        : "This room is archived. It can be read, and nobody writes here any more."}
    </p>
  );
}
