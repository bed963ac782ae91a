"use client";

import { useState } from "react";
import { useSignOut } from "#components/shell/use-sign-out.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/http/events.ts";

type Props = {
  company: { name: string; slug: string };
  signOut: (input: unknown) => Promise<ActionResult<unknown>>;
};

/** Makes this browser a stranger's again. Nothing but its cookie leads back to the conversations, so it asks first. */
export function LeaveHelp({ company, signOut }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { run, isPending, problem } = useSignOut(signOut, `/help/${company.slug}`);
  return (
    <>
      <Button kind="quiet" size="small" className="flex-none" onClick={() => setAsking(true)}>
        Sign out
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Sign out of this browser?"
        description={`${company.name} keeps your conversations, but you cannot open them again from here or elsewhere.`}
      >
        {problem && <FieldError>{problem.detail}</FieldError>}
        <DialogFoot>
          <Button onClick={() => setAsking(false)}>Stay</Button>
          <Button kind="danger" pending={isPending} onClick={() => run({})}>
            Sign out
          </Button>
        </DialogFoot>
      </Dialog>
    </>
  );
}
