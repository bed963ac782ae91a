import { Compass } from "lucide-react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export const metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh flex-1">
      <EmptyState
        icon={<Compass />}
        level={1}
        title="There is nothing here for you"
        actions={
          <ButtonLink href="/rooms" kind="primary" prefetch={false}>
            Back to rooms
          </ButtonLink>
        }
      >
        The page is gone, or it belongs to people who have not invited you. Both look the same on purpose.
      </EmptyState>
    </main>
  );
}
