"use client";

import { MonitorSmartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { browserName } from "#components/shell/browser-name.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { SessionView } from "#lib/auth/events.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = { sessions: SessionView[]; revoke: (input: unknown) => Promise<ActionResult<unknown>> };

/** Everywhere I am signed in, and the way to end it there. */
export function SessionsList({ sessions, revoke }: Props) {
  const router = useRouter();
  const { run, isPending, problem } = useAction(revoke, () => router.refresh());
  return (
    <>
      {problem && <FieldError>{problem.detail}</FieldError>}
      <ul className="divide-y border-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <MonitorSmartphone className="text-ink-muted" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium" title={session.userAgent ?? undefined}>
                {browserName(session.userAgent)}
              </p>
              <p className="text-xs text-ink-muted">
                Last used <Time value={session.lastSeenAt} style="since" />, signed in{" "}
                <Time value={session.createdAt} style="since" />
              </p>
            </div>
            {session.isCurrent ? (
              <Tag kind="accent">this browser</Tag>
            ) : (
              <Button pending={isPending} onClick={() => run({ sessionId: session.id })}>
                Sign out<span className="sr-only"> {browserName(session.userAgent)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
