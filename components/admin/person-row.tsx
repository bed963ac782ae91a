"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeactivateDialog } from "#components/admin/deactivate-dialog.tsx";
import { PersonMenu } from "#components/admin/person-menu.tsx";
import { Cell } from "#components/admin/table.tsx";
import { roleWords } from "#components/shell/role-words.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { PersonRecord } from "#lib/people/events.ts";

type Props = {
  person: PersonRecord;
  isSelf: boolean;
  change: (input: unknown) => Promise<ActionResult<PersonRecord>>;
};

export function PersonRow({ person, isSelf, change }: Props) {
  const router = useRouter();
  const say = useToast();
  const [isAsking, setAsking] = useState(false);
  const { run, isPending, problem, forget } = useAction(change, (changed) => {
    setAsking(false);
    say(wordsFor(person, changed));
    router.refresh();
  });
  const seen = person.lastSeenAt ? <Time value={person.lastSeenAt} style="since" /> : "never";
  return (
    <tr className="hover:bg-hover">
      <Cell>
        <div className="flex min-w-0 items-center gap-2.5 py-1">
          <Avatar person={person} size={24} round={person.role === "customer"} />
          <div className="min-w-0">
            <p className="truncate font-medium">
              {person.name}
              {isSelf && <span className="font-normal text-ink-muted"> (you)</span>}
            </p>
            <p className="truncate text-xs text-ink-muted wide:hidden">{person.email}</p>
            <p className="truncate text-xs text-ink-muted desk:hidden">
              {roleWords[person.role]} · {seen}
            </p>
            {problem && !isAsking && <FieldError>{problem.detail}</FieldError>}
          </div>
        </div>
      </Cell>
      <Cell className="text-ink-muted max-wide:hidden">{person.email}</Cell>
      <Cell className="max-desk:hidden">{roleWords[person.role]}</Cell>
      <Cell className="whitespace-nowrap text-ink-muted max-desk:hidden">{seen}</Cell>
      <Cell className="w-10 text-right">
        <PersonMenu
          person={person}
          onChange={(changes) => run({ userId: person.id, ...changes })}
          onDeactivate={() => setAsking(true)}
        />
        <DeactivateDialog
          name={person.name}
          open={isAsking}
          onClose={() => {
            setAsking(false);
            forget();
          }}
          problem={problem?.detail}
          isPending={isPending}
          onConfirm={() => run({ userId: person.id, isActive: false })}
        />
      </Cell>
    </tr>
  );
}

function wordsFor({ name, isActive }: PersonRecord, now: PersonRecord): string {
  if (now.isActive !== isActive) return now.isActive ? `${name} can sign in again.` : `${name} is deactivated.`;
  return `Saved for ${name}.`;
}
