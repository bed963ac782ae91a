import { EmptyState } from "#components/ui/empty-state.tsx";

export default function ConversationNotFound() {
  return (
    <main id="main">
      <EmptyState level={1} title="This conversation is not here">
        It is somebody else’s, or it was written from another browser. Your own are listed on this page.
      </EmptyState>
    </main>
  );
}
