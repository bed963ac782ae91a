"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Time } from "#components/ui/time.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { TokenView } from "#lib/tokens/events.ts";

type Props = { tokens: TokenView[]; revoke: (input: unknown) => Promise<ActionResult<unknown>> };

/** The tokens that still hold, and the way to end each. */
export function TokenList({ tokens, revoke }: Props) {
  const router = useRouter();
  const { run, isPending, problem } = useAction(revoke, () => router.refresh());
  if (tokens.length === 0) return <p className="text-sm text-ink-muted">You have none.</p>;
  return (
    <>
      {problem && <FieldError>{problem.detail}</FieldError>}
      <ul className="divide-y border-y">
        {tokens.map((token) => (
          <li key={token.id} className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <KeyRound className="text-ink-muted" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <bdi>{token.name}</bdi>
              </p>
              <p className="text-xs text-ink-muted">
                {token.lastUsedAt ? (
                  <>
                    Last used <Time value={token.lastUsedAt} style="since" />
                  </>
                ) : (
                  "Never used"
                )}
                {token.expiresAt ? (
                  <>
                    , holds until <Time value={token.expiresAt} style="full" />
                  </>
                ) : (
                  ", holds until revoked"
                )}
              </p>
            </div>
            <Button pending={isPending} onClick={() => run({ tokenId: token.id })}>
              Revoke<span className="sr-only"> {token.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
