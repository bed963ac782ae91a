import { Compass } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function HelpNotFound() {
  return (
    <main className="grid min-h-dvh">
      <EmptyState icon={<Compass />} level={1} title="Nobody answers at this address">
        Look at the address again: its last part names the company that you want to write to.
      </EmptyState>
    </main>
  );
}
