"use client";

import { Copy, Ellipsis, Inbox, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { emojiFont, quickEmoji } from "#components/room/emoji.ts";
import { EmojiPicker } from "#components/room/emoji-picker.tsx";
import { mayDelete, mayEdit, useThread } from "#components/room/thread-context.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { MessageView } from "#lib/messages/events.ts";

type Props = {
  message: MessageView;
  /** Told while one of its popovers is open: then the toolbar has to stay. */
  onBusy: (isBusy: boolean) => void;
};

/** Floats over the row's upper right edge. One tab stop; the arrows walk inside. */
export function MessageToolbar({ message, onBusy }: Props) {
  const thread = useThread();
  const { rights, actions } = thread;
  const isOwn = mayEdit(message, thread);
  return (
    <div
      role="toolbar"
      aria-label={`Actions for the message by ${message.sender?.name ?? "somebody"}`}
      onKeyDown={walk}
      className="absolute -top-4 right-(--gutter) z-20 flex rounded-[8px] border bg-surface-raised p-px shadow-1 max-desk:hidden"
    >
      {rights.react && !message.isDeleted && <ReactButton message={message} onBusy={onBusy} />}
      {rights.post && !message.isDeleted && (
        <IconButton label="Reply" shortcut="R" onClick={() => actions.reply(message)}>
          <Reply />
        </IconButton>
      )}
      {isOwn && (
        <IconButton label="Edit" shortcut="E" onClick={() => actions.edit(message)}>
          <Pencil />
        </IconButton>
      )}
      <Menu
        label="Message"
        onOpenChange={onBusy}
        trigger={
          <IconButton label="More actions">
            <Ellipsis />
          </IconButton>
        }
      >
        <MessageMenuItems message={message} />
      </Menu>
    </div>
  );
}

function MessageMenuItems({ message }: { message: MessageView }) {
  const thread = useThread();
  const { rights, actions } = thread;
  return (
    <>
      {rights.post && !message.isDeleted && (
        <MenuItem icon={<Reply />} shortcut="R" onSelect={() => actions.reply(message)}>
          Reply
        </MenuItem>
      )}
      {message.content && (
        <MenuItem icon={<Copy />} shortcut="C" onSelect={() => actions.copy(message)}>
          Copy text
        </MenuItem>
      )}
      {rights.unread && (
        <MenuItem icon={<Inbox />} shortcut="U" onSelect={() => actions.unreadFrom(message)}>
          Unread from here
        </MenuItem>
      )}
      {(mayEdit(message, thread) || mayDelete(message, thread)) && <MenuSeparator />}
      {mayEdit(message, thread) && (
        <MenuItem icon={<Pencil />} shortcut="E" onSelect={() => actions.edit(message)}>
          Edit
        </MenuItem>
      )}
      {mayDelete(message, thread) && (
        <MenuItem icon={<Trash2 />} shortcut="Delete" danger onSelect={() => actions.remove(message)}>
          Delete
        </MenuItem>
      )}
    </>
  );
}

function ReactButton({ message, onBusy }: Props) {
  const { actions } = useThread();
  const [isOpen, setOpen] = useState(false);
  const open = (next: boolean) => {
    setOpen(next);
    onBusy(next);
  };
  const pick = (emoji: string) => {
    open(false);
    actions.react(message, emoji);
  };
  return (
    <Popover
      label="React"
      open={isOpen}
      onOpenChange={open}
      trigger={
        <IconButton label="React">
          <SmilePlus />
        </IconButton>
      }
    >
      <div className="flex justify-between px-2 pt-2">
        {quickEmoji.map(([character, name]) => (
          <button
            key={character}
            type="button"
            aria-label={name}
            title={name}
            onClick={() => pick(character)}
            className={`${emojiFont} grid size-10 place-items-center rounded-full bg-surface-sunken text-[18px] leading-none hover:bg-press`}
          >
            {character}
          </button>
        ))}
      </div>
      <EmojiPicker onPick={pick} />
    </Popover>
  );
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(":scope > button")];
  const next = buttons[buttons.indexOf(event.target as HTMLElement) + step];
  event.preventDefault();
  next?.focus();
}
