import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The room was deleted, or one is no member of it any more, while it was open. */
export function RoomGone() {
  return (
    <main className="grid min-h-full min-w-0 flex-1">
      <EmptyState
        level={1}
        title="This room is closed to you now"
        actions={
          <ButtonLink kind="primary" href="/rooms">
            Back to rooms
          </ButtonLink>
        }
      >
        It was deleted, or you are no member any more. What you wrote elsewhere is not touched.
      </EmptyState>
    </main>
  );
}
