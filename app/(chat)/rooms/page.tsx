import { MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** So many seconds it is shown again without asking: there is nothing of the server's in it. */
export const unstable_dynamicStaleTime = 1800;

export const metadata: Metadata = { title: "Rooms" };

export default function RoomsPage() {
  return (
    <main className="flex flex-1">
      <EmptyState icon={<MessagesSquare />} level={1} title="No room is open">
        Choose one on the left, or start a new conversation there.
      </EmptyState>
    </main>
  );
}
