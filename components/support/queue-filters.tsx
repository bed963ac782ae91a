"use client";

import { Search } from "lucide-react";
import { statusWords } from "#components/support/case-words.ts";
import type { QueueFilter } from "#components/support/use-cases.ts";
import { Chip } from "#components/ui/chip.tsx";
import { Input } from "#components/ui/input.tsx";
import { caseStatuses } from "#lib/support/events.ts";

type Props = { filter: QueueFilter; onChange: (filter: QueueFilter) => void };

const assignees = [
  { assignee: "me", label: "Mine" },
  { assignee: "none", label: "Unassigned" },
];

/** One status and one kind of assignee at a time; pressed again, it shows all of them. */
export function QueueFilters({ filter, onChange }: Props) {
  const { status, assignee, q } = filter;
  return (
    <search className="grid gap-2 border-b px-4 py-3">
      <div className="relative">
        <Search className="absolute inset-y-0 left-2.5 my-auto size-3.5 text-ink-muted" />
        <Input
          size="small"
          type="search"
          aria-label="Find in subjects and names"
          placeholder="Subject or customer"
          autoComplete="off"
          maxLength={100}
          value={q}
          onChange={(event) => onChange({ ...filter, q: event.target.value })}
          className="pl-8 max-desk:h-10"
        />
      </div>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Show</legend>
        {assignees.map((each) => (
          <Chip
            key={each.assignee}
            isOn={assignee === each.assignee}
            onClick={() => onChange({ ...filter, assignee: assignee === each.assignee ? "" : each.assignee })}
          >
            {each.label}
          </Chip>
        ))}
        {caseStatuses.map((each) => (
          <Chip
            key={each}
            isOn={status === each}
            onClick={() => onChange({ ...filter, status: status === each ? "" : each })}
          >
            {statusWords[each]}
          </Chip>
        ))}
      </fieldset>
    </search>
  );
}
