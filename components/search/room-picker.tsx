"use client";

import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useMe } from "#components/live/use-me.ts";
import { useRooms } from "#components/live/use-rooms.ts";
import { RoomKind } from "#components/search/room-kind.tsx";
import { roomTitle } from "#components/sidebar/room-title.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { optionClasses } from "#components/ui/popover.tsx";

/** One of my rooms, found by its name. Arrows choose while the focus stays in the field. */
export function RoomPicker({ onPick }: { onPick: (roomId: string) => void }) {
  const listId = useId();
  const ownId = useMe().user.id;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = useRooms()
    .rooms.map((room) => ({ room, title: roomTitle(room, ownId) }))
    .filter(({ title }) => title.toLowerCase().includes(query.trim().toLowerCase()));
  const active = found[Math.min(at, found.length - 1)];
  const activeId = active && `${listId}-${active.room.id}`;

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && active) onPick(active.room.id);
    else return;
    event.preventDefault();
  };

  return (
    <div className="grid gap-2">
      <Field label="In">
        <Input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          autoFocus
          placeholder="Room"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </Field>
      <div className="h-56 overflow-y-auto overscroll-contain rounded-md border p-1">
        {found.length === 0 && <p className="p-3 text-ink-muted">No room of yours is called “{query}”.</p>}
        <div id={listId} role="listbox" aria-label="Rooms">
          {found.map(({ room, title }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which points here by aria-activedescendant
            <div
              key={room.id}
              id={`${listId}-${room.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={room.id === active?.room.id}
              onClick={() => onPick(room.id)}
              className={classNames(optionClasses, "cursor-pointer")}
            >
              <RoomKind type={room.type} />
              <span className="truncate">
                <bdi>{title}</bdi>
              </span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
