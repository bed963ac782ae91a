"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { commonEmoji, emojiFont } from "#components/room/emoji.ts";
import { Input } from "#components/ui/input.tsx";

const columns = 8;
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };

/** A field that finds emoji by name above a grid in which the arrows walk. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const found = commonEmoji.filter(([, name]) => name.toLowerCase().includes(query.trim().toLowerCase()));

  const focusOn = (index: number) => {
    setAt(index);
    grid.current?.querySelectorAll("button")[index]?.focus();
  };

  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = at + step;
    if (found[next]) focusOn(next);
  };

  const enter = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" && found.length > 0) focusOn(0);
    else if (event.key === "Enter" && found[0]) onPick(found[0][0]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="w-74 p-2 max-desk:w-full">
      <Input
        size="small"
        type="search"
        aria-label="Find an emoji"
        placeholder="Find an emoji"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={enter}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons is no fieldset */}
      <div
        ref={grid}
        role="group"
        aria-label="Emoji"
        onKeyDown={walk}
        className="mt-2 grid max-h-56 grid-cols-8 overflow-y-auto overscroll-contain"
      >
        {found.map(([character, name], index) => (
          <button
            key={character}
            type="button"
            aria-label={name}
            title={name}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onPick(character)}
            className={`${emojiFont} grid h-8.5 place-items-center rounded-md text-[18px] leading-none hover:bg-hover focus-visible:-outline-offset-2 max-desk:h-11`}
          >
            {character}
          </button>
        ))}
      </div>
      <p role="status" className={found.length > 0 ? "sr-only" : "p-2 text-sm text-ink-muted"}>
        {found.length > 0 ? `${found.length} emoji` : "No emoji is called that."}
      </p>
    </div>
  );
}
