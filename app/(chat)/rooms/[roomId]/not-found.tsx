import { DoorClosed } from "lucide-react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function RoomNotFound() {
  return (
    <main className="flex flex-1">
      <EmptyState
        icon={<DoorClosed />}
        level={1}
        title="This room is not here, or not yours"
        actions={
          <ButtonLink href="/rooms" kind="primary">
            Back to rooms
          </ButtonLink>
        }
      >
        It was deleted, or only the people in it can read it. Both look the same on purpose.
      </EmptyState>
    </main>
  );
}
