"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = { isOn: boolean; set: (input: unknown) => Promise<ActionResult<unknown>> };

/** Switches the company's search on or, after a question, off. */
export function SearchSetting({ isOn, set }: Props) {
  const router = useRouter();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const { run, isPending, problem } = useAction(set, () => {
    setAsking(false);
    toast(
      isOn ? "Search is off, and its tokens are gone" : "Search is on. Older messages are found as they are indexed",
    );
    router.refresh();
  });
  const refusal = problem && <FieldError>{problem.detail}</FieldError>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="flex-1 basis-60">
        {isOn ? "People can search the rooms that they may read." : "Nobody can search."}
      </p>
      {isOn ? (
        <Button onClick={() => setAsking(true)}>Switch search off</Button>
      ) : (
        <Button kind="primary" pending={isPending} onClick={() => run({ enabled: true })}>
          Switch search on
        </Button>
      )}
      {!isAsking && refusal}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Switch search off?"
        description="Nobody finds messages any more, and all tokens are removed. It can be switched on again; then everything is indexed anew."
      >
        {refusal}
        <DialogFoot>
          <Button onClick={() => setAsking(false)}>Cancel</Button>
          <Button kind="danger" pending={isPending} onClick={() => run({ enabled: false })}>
            Switch off
          </Button>
        </DialogFoot>
      </Dialog>
    </div>
  );
}
