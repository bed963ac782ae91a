import { LifeBuoy } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";

export const metadata: Metadata = { title: "Support" };

export default function SupportPage() {
  return (
    <section aria-label="Conversation" className="flex flex-1">
      <EmptyState icon={<LifeBuoy />} title="No conversation is open">
        Choose one on the left. Those that wait for an answer stand first, in bold.
      </EmptyState>
    </section>
  );
}
