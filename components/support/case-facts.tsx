"use client";

import { useState } from "react";
import { priorityWords } from "#components/support/case-words.ts";
import { Due } from "#components/support/due.tsx";
import { HandOverDialog } from "#components/support/hand-over-dialog.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CaseView } from "#lib/support/events.ts";

type Props = { found: CaseView; onChange: (answer: { case: CaseView }) => void };

/** Who the customer is, and what is known of the case, above the details of its room. */
export function CaseFacts({ found, onChange }: Props) {
  const [isHandingOver, setHandingOver] = useState(false);
  const { customer, assignee, priority, tags, firstReplyDueAt, nextReplyDueAt } = found;
  const due = firstReplyDueAt ?? nextReplyDueAt;
  return (
    <section aria-label="Case" className="border-b p-4">
      <div className="mb-3 flex items-center gap-3">
        <Avatar person={customer} size={40} round />
        <div className="min-w-0">
          <p className="truncate font-semibold">
            <bdi>{customer.name}</bdi>
          </p>
          <p className="text-sm text-ink-muted">Customer</p>
        </div>
      </div>
      <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-x-2 gap-y-1 text-sm [&>dt]:text-ink-muted">
        <dt>E-mail</dt>
        <dd className="truncate" title={customer.email}>
          <a href={`mailto:${customer.email}`} className="text-accent hover:underline">
            {customer.email}
          </a>
        </dd>
        <dt>Assignee</dt>
        <dd className="truncate">{assignee ? <bdi>{assignee.name}</bdi> : "Nobody yet"}</dd>
        <dt>Priority</dt>
        <dd>{priorityWords[priority]}</dd>
        {due && (
          <>
            <dt>Answer by</dt>
            <dd>
              <Time value={due} /> · <Due value={due} />
            </dd>
          </>
        )}
        {tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd className="flex flex-wrap gap-1">
              {tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Button kind="quiet" size="small" className="mt-2 -ml-2" onClick={() => setHandingOver(true)}>
        Hand over
      </Button>
      {isHandingOver && <HandOverDialog found={found} onChange={onChange} onClose={() => setHandingOver(false)} />}
    </section>
  );
}
