"use client";

import { SearchX } from "lucide-react";
import { useState } from "react";
import { useMe } from "#components/live/use-me.ts";
import { PersonLine } from "#components/people/person-line.tsx";
import { usePeople } from "#components/sidebar/use-people.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import type { ActionResult } from "#lib/http/events.ts";

type Props = { createRoom: (input: unknown) => Promise<ActionResult<{ roomId: string }>> };

/** Everyone I may know of, found by name or address; a row opens the direct room with them. */
export function PeopleList({ createRoom }: Props) {
  const { user } = useMe();
  const [query, setQuery] = useState("");
  const { people, error, isLoading } = usePeople(query);
  const mayWrite = user.role !== "customer";
  return (
    <>
      <div className="mb-2 max-w-90">
        <Input
          size="small"
          type="search"
          aria-label="Search people"
          placeholder={mayWrite ? "Name or e-mail" : "Name"}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {error && (
        <p role="alert" className="py-4 text-danger">
          {String(error.message)}
        </p>
      )}
      {isLoading && people.length === 0 && <PeopleLoading />}
      <ul aria-label="People" aria-busy={isLoading} className="divide-y border-y empty:border-0">
        {people.map((person) => (
          <PersonLine
            key={person.id}
            person={person}
            isMe={person.id === user.id}
            createRoom={mayWrite && person.role !== "customer" ? createRoom : null}
          />
        ))}
      </ul>
      {!isLoading && !error && people.length === 0 && (
        <EmptyState icon={<SearchX />} title="Nobody matches">
          Try fewer letters, or another part of the name.
        </EmptyState>
      )}
    </>
  );
}

function PeopleLoading() {
  return (
    <Loading label="Loading people" className="divide-y border-y">
      {["w-2/5", "w-1/2", "w-1/3", "w-3/5"].map((width) => (
        <div key={width} className="flex min-h-14 items-center gap-3">
          <Skeleton className="size-8 rounded-[8px]" />
          <Skeleton className={width} />
        </div>
      ))}
    </Loading>
  );
}
