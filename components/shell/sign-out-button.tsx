"use client";

import { LogOut } from "lucide-react";
import { useSignOut } from "#components/shell/use-sign-out.ts";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/http/events.ts";

export function SignOutButton({ signOut }: { signOut: (input: unknown) => Promise<ActionResult<unknown>> }) {
  const { run, isPending } = useSignOut(signOut);
  return (
    <Button pending={isPending} onClick={() => run({})}>
      <LogOut />
      Sign out
    </Button>
  );
}
