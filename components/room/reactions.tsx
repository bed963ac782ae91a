"use client";

import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { emojiFont, nameOfEmoji } from "#components/room/emoji.ts";
import { EmojiPicker } from "#components/room/emoji-picker.tsx";
import { useNameOf, useThread } from "#components/room/thread-context.ts";
import { Popover } from "#components/ui/popover.tsx";
import type { MessageView } from "#lib/messages/events.ts";

const pill =
  "inline-flex h-6 items-center gap-1.25 rounded-full border px-1.75 text-xs leading-none font-medium tabular-nums max-desk:h-7 max-desk:px-2.25";
const states = {
  mine: "border-accent bg-accent-soft text-accent-soft-ink",
  theirs: "bg-surface text-ink-muted hover:border-line-strong hover:text-ink",
};

export function Reactions({ message, isReachable }: { message: MessageView; isReachable: boolean }) {
  const { ownId, rights, actions } = useThread();
  const nameOf = useNameOf();
  const [isOpen, setOpen] = useState(false);
  const tabIndex = isReachable ? 0 : -1;
  return (
    <div className="flex flex-wrap gap-1 py-1">
      {message.reactions.map(({ reaction, count, userIds }) => {
        const isMine = userIds.includes(ownId);
        const names = listOf(userIds.map(nameOf));
        return (
          <button
            key={reaction}
            type="button"
            aria-pressed={isMine}
            disabled={!rights.react}
            tabIndex={tabIndex}
            title={names}
            onClick={() => actions.react(message, reaction)}
            className={`${pill} ${isMine ? states.mine : states.theirs}`}
          >
            <span aria-hidden="true" className={`${emojiFont} text-[13px]`}>
              {reaction}
            </span>
            <span className="sr-only">{nameOfEmoji(reaction)}, </span>
            {count}
            <span className="sr-only">: {names}</span>
          </button>
        );
      })}
      {rights.react && (
        <Popover
          label="React"
          align="start"
          open={isOpen}
          onOpenChange={setOpen}
          trigger={
            <button
              type="button"
              aria-label="Add a reaction"
              tabIndex={tabIndex}
              className={`${pill} border-transparent px-1.5 text-ink-muted hover:text-ink`}
            >
              <SmilePlus />
            </button>
          }
        >
          <EmojiPicker
            onPick={(emoji) => {
              setOpen(false);
              actions.react(message, emoji);
            }}
          />
        </Popover>
      )}
    </div>
  );
}

const joined = new Intl.ListFormat("en-GB");

function listOf(names: string[]): string {
  const shown = 20;
  const cut = names.length > shown ? [...names.slice(0, shown), `${names.length - shown} more`] : names;
  return joined.format(cut);
}
