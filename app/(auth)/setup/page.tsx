import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DoorFrame, DoorHead } from "#components/doors/door.tsx";
import { GoodToKnow } from "#components/doors/good-to-know.tsx";
import { SetupForm } from "#components/doors/setup-form.tsx";
import { setupState } from "#lib/auth/page-viewer.ts";
import { setUpAction } from "./actions.ts";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  const { needed, needsCode } = await setupState();
  if (!needed) redirect("/");
  return (
    <DoorFrame foot="Parley, running on your own machine">
      <main className="grid w-full max-w-206 gap-16 desk:grid-cols-[minmax(0,440px)_minmax(0,300px)] max-desk:gap-6">
        <div>
          <DoorHead brand="Parley" title="Set up your company" lede="One page, then you are in." />
          <SetupForm setUp={setUpAction} needsCode={needsCode} />
        </div>
        <GoodToKnow />
      </main>
    </DoorFrame>
  );
}
