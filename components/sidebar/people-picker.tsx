"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { usePeople } from "#components/sidebar/use-people.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { optionClasses } from "#components/ui/popover.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import type { PersonView } from "#lib/people/events.ts";

type Props = {
  label: string;
  ownId: string;
  /** How oneself is told from the others; without it one cannot be picked. */
  self?: string;
  /** Leaves customers out: there is no direct room with them. */
  onlyColleagues?: boolean;
  /** Those picked already; given when several can be. */
  chosen?: PersonView[];
  error?: string;
  autoFocus?: boolean;
  onPick: (person: PersonView) => void;
};

/** A field that finds people by name, with what it found below. Arrows choose while the focus stays in the field. */
export function PeoplePicker(props: Props) {
  const { label, ownId, self, onlyColleagues = false, chosen, error, autoFocus, onPick } = props;
  const listId = useId();
  const many = chosen !== undefined;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { people, error: failure, isLoading } = usePeople(query);
  const found = people.filter(({ id, role }) => (self || id !== ownId) && !(onlyColleagues && role === "customer"));
  const active = found[Math.min(at, found.length - 1)];
  const optionId = (person: PersonView) => `${listId}-${person.id}`;
  const activeId = active && optionId(active);

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && active) onPick(active);
    else return;
    event.preventDefault();
  };

  return (
    <div className="grid gap-2">
      <Field label={label} error={error}>
        <Input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          autoFocus={autoFocus}
          placeholder="Search by name"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </Field>
      <div className="h-56 overflow-y-auto overscroll-contain rounded-md border p-1">
        {isLoading && <PeopleLoading />}
        {!isLoading && found.length === 0 && (
          <p role="status" className="p-3 text-ink-muted">
            {failure ? String(failure.message) : query ? `Nobody is called “${query}”.` : "Nobody else is here yet."}
          </p>
        )}
        <div id={listId} role="listbox" aria-label={label} aria-multiselectable={many || undefined}>
          {found.map((person) => {
            const isChosen = chosen?.some((each) => each.id === person.id) ?? false;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which points here by aria-activedescendant
              <div
                key={person.id}
                id={optionId(person)}
                role="option"
                tabIndex={-1}
                aria-selected={many ? isChosen : person === active}
                onClick={() => onPick(person)}
                className={classNames(
                  optionClasses,
                  "cursor-pointer",
                  many && person === active && "outline-2 -outline-offset-2 outline-focus",
                )}
              >
                <Avatar person={person} size={24} round={person.role === "customer"} />
                <span className="truncate">{person.name}</span>
                {person.id === ownId && <span className="flex-none text-xs">{self}</span>}
                {isChosen && <Check className="ml-auto" />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function PeopleLoading() {
  return (
    <Loading label="Loading people" className="grid gap-3 p-2">
      {["w-2/5", "w-1/2", "w-1/3"].map((width) => (
        <div key={width} className="flex items-center gap-2.5">
          <Skeleton className="size-6 rounded-md" />
          <Skeleton className={width} />
        </div>
      ))}
    </Loading>
  );
}
