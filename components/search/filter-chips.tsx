"use client";

import { Plus, X } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useMe } from "#components/live/use-me.ts";
import type { Asked, FilterKey } from "#components/search/asked.ts";
import { DayPicker } from "#components/search/day-picker.tsx";
import { RoomPicker } from "#components/search/room-picker.tsx";
import { searchFieldId } from "#components/search/search-link.tsx";
import { useFilterWords } from "#components/search/use-filter-words.ts";
import { PeoplePicker } from "#components/sidebar/people-picker.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { focusSoon } from "#components/ui/focus-soon.ts";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { searchableThings } from "#lib/search/events.ts";

type Props = { asked: Asked; onChange: (change: Partial<Asked>) => void };

const filters: { key: FilterKey; word: string }[] = [
  { key: "from", word: "from" },
  { key: "roomId", word: "in" },
  { key: "after", word: "after" },
  { key: "before", word: "before" },
  { key: "has", word: "has" },
];

const chip =
  "inline-flex h-6 flex-none items-center gap-1 rounded-full border px-2 text-xs whitespace-nowrap max-desk:h-9 max-desk:px-3";

/** What narrows a search: those that are set, each with its way out, and those that can be added. */
export function FilterChips({ asked, onChange }: Props) {
  const words = useFilterWords(asked);
  return (
    <fieldset className="flex flex-wrap gap-1.5 px-4 pt-2 pb-3 max-desk:flex-nowrap max-desk:overflow-x-auto max-desk:[scrollbar-width:none]">
      <legend className="sr-only">Filters</legend>
      {filters.map(({ key, word }) =>
        asked[key] === "" ? (
          <AddFilter key={key} filterKey={key} word={word} onChange={onChange} />
        ) : (
          <span key={key} className={classNames(chip, "border-transparent bg-accent-soft pr-0.5 text-accent-soft-ink")}>
            {word} <b className="max-w-50 truncate font-medium">{words[key]}</b>
            <button
              type="button"
              aria-label={`Remove filter ${word} ${words[key]}`}
              onClick={() => onChange({ [key]: "" })}
              className="grid size-5 place-items-center rounded-full hover:bg-press max-desk:size-8 [&>.lucide]:size-3"
            >
              <X />
            </button>
          </span>
        ),
      )}
    </fieldset>
  );
}

function AddFilter({ filterKey, word, onChange }: { filterKey: FilterKey; word: string } & Pick<Props, "onChange">) {
  const [isOpen, setOpen] = useState(false);
  const ownId = useMe().user.id;
  const choose = (value: string) => {
    setOpen(false);
    onChange({ [filterKey]: value });
    focusSoon(() => document.getElementById(searchFieldId)?.focus()); // the button that opened this is gone by then
  };
  const label = `Filter: ${word}`;
  if (filterKey === "has") {
    return (
      <Menu trigger={<AddButton word={word} />} label={label} align="start">
        {searchableThings.map((thing) => (
          <MenuItem key={thing} onSelect={() => choose(thing)}>
            {thing}
          </MenuItem>
        ))}
      </Menu>
    );
  }
  return (
    <Popover
      trigger={<AddButton word={word} />}
      label={label}
      open={isOpen}
      onOpenChange={setOpen}
      align="start"
      className="w-72 p-3"
    >
      {filterKey === "from" && (
        <PeoplePicker label="From" ownId={ownId} self="you" autoFocus onPick={({ id }) => choose(id)} />
      )}
      {filterKey === "roomId" && <RoomPicker onPick={choose} />}
      {(filterKey === "after" || filterKey === "before") && <DayPicker word={word} onPick={choose} />}
    </Popover>
  );
}

function AddButton({ word, ...rest }: { word: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      className={classNames(chip, "bg-surface text-ink hover:bg-hover [&>.lucide]:size-3")}
      {...rest}
    >
      <Plus />
      {word}
    </button>
  );
}
