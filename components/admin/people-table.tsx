"use client";

import { useState } from "react";
import { PersonRow } from "#components/admin/person-row.tsx";
import { HeadCell, Table } from "#components/admin/table.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ActionResult } from "#lib/http/events.ts";
import type { PersonRecord } from "#lib/people/events.ts";

type Props = {
  people: PersonRecord[];
  ownId: string;
  change: (input: unknown) => Promise<ActionResult<PersonRecord>>;
};

type Which = "active" | "deactivated";

/** Everybody of the company, found by name or address. */
export function PeopleTable({ people, ownId, change }: Props) {
  const [which, setWhich] = useState<Which>("active");
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const found = people.filter(
    (person) =>
      person.isActive === (which === "active") && `${person.name} ${person.email}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <div className="w-62 max-desk:w-full">
          <Input
            size="small"
            type="search"
            aria-label="Search people"
            placeholder="Name or e-mail"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <Chip isOn={which === "active"} onClick={() => setWhich("active")}>
          Active
        </Chip>
        <Chip isOn={which === "deactivated"} onClick={() => setWhich("deactivated")}>
          Deactivated
        </Chip>
      </div>
      <Table
        caption="People of the company"
        head={
          <>
            <HeadCell>Name</HeadCell>
            <HeadCell className="max-wide:hidden">E-mail</HeadCell>
            <HeadCell className="max-desk:hidden">Role</HeadCell>
            <HeadCell className="max-desk:hidden">Last seen</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </>
        }
      >
        {found.map((person) => (
          <PersonRow key={person.id} person={person} isSelf={person.id === ownId} change={change} />
        ))}
      </Table>
      {found.length === 0 && (
        <p role="status" className="py-6 text-ink-muted">
          {wanted ? "Nobody matches. Try fewer letters." : "Nobody is deactivated."}
        </p>
      )}
    </>
  );
}
