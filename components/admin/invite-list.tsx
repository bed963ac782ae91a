"use client";

import { useRouter } from "next/navigation";
import { Cell, HeadCell, Table } from "#components/admin/table.tsx";
import { roleWords } from "#components/shell/role-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Time } from "#components/ui/time.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { InviteView } from "#lib/invites/events.ts";

type Props = { invites: InviteView[]; revoke: (input: unknown) => Promise<ActionResult<unknown>> };

/** The invites that still hold. */
export function InviteList({ invites, revoke }: Props) {
  const router = useRouter();
  const { run, isPending, problem } = useAction(revoke, () => router.refresh());
  if (invites.length === 0) {
    return <p className="text-ink-muted">None. A link stands here until it is used up, taken back, or has run out.</p>;
  }
  return (
    <>
      {problem && <FieldError>{problem.detail}</FieldError>}
      <Table
        caption="Invites that still hold"
        head={
          <>
            <HeadCell>For</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell className="max-desk:hidden">Used</HeadCell>
            <HeadCell className="max-desk:hidden">Holds until</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </>
        }
      >
        {invites.map((invite) => (
          <tr key={invite.id}>
            <Cell>{invite.email ?? "Anyone with the link"}</Cell>
            <Cell>{roleWords[invite.role]}</Cell>
            <Cell className="tabular-nums max-desk:hidden">
              {invite.uses} of {invite.maxUses}
            </Cell>
            <Cell className="max-desk:hidden">
              <Time value={invite.expiresAt} style="full" />
            </Cell>
            <Cell className="text-right">
              <Button size="small" pending={isPending} onClick={() => run({ inviteId: invite.id })}>
                Take back<span className="sr-only"> the invite for {invite.email ?? "anyone"}</span>
              </Button>
            </Cell>
          </tr>
        ))}
      </Table>
    </>
  );
}
