"use client";

import { Copy, Inbox, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { emojiFont, quickEmoji } from "#components/room/emoji.ts";
import { EmojiPicker } from "#components/room/emoji-picker.tsx";
import { mayDelete, mayEdit, useThread } from "#components/room/thread-context.ts";
import { classNames } from "#components/ui/class-names.ts";
import { optionClasses } from "#components/ui/popover.tsx";
import type { MessageView } from "#lib/messages/events.ts";

type Props = { message: MessageView; onClose: () => void };

/** What a long press opens under a thumb: a few reactions, then everything else. */
export function MessageSheet({ message, onClose }: Props) {
  const thread = useThread();
  const { rights, actions } = thread;
  const [picks, setPicks] = useState(false);
  const after = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-60 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fixed inset-x-0 bottom-0 z-60 mx-auto max-w-110 animate-rise rounded-t-[16px] border-t bg-surface-raised p-2 pb-[max(12px,env(safe-area-inset-bottom))] shadow-3 focus:outline-none"
        >
          <Primitive.Title className="sr-only">Message by {message.sender?.name ?? "somebody"}</Primitive.Title>
          <div aria-hidden="true" className="mx-auto mt-0.5 mb-2 h-1 w-9 rounded-[2px] bg-line-strong" />
          {picks ? (
            <EmojiPicker onPick={(emoji) => after(() => actions.react(message, emoji))()} />
          ) : (
            <>
              {rights.react && !message.isDeleted && (
                <div className="flex justify-between px-2 pt-1 pb-2.5">
                  {quickEmoji.map(([character, name]) => (
                    <RoundButton key={character} label={name} onClick={after(() => actions.react(message, character))}>
                      {character}
                    </RoundButton>
                  ))}
                  <RoundButton label="More emoji" onClick={() => setPicks(true)}>
                    <SmilePlus className="size-5 text-ink-muted" />
                  </RoundButton>
                </div>
              )}
              {rights.post && !message.isDeleted && (
                <Option icon={<Reply />} onClick={after(() => actions.reply(message))}>
                  Reply
                </Option>
              )}
              {message.content && (
                <Option icon={<Copy />} onClick={after(() => actions.copy(message))}>
                  Copy text
                </Option>
              )}
              {rights.unread && (
                <Option icon={<Inbox />} onClick={after(() => actions.unreadFrom(message))}>
                  Unread from here
                </Option>
              )}
              {mayEdit(message, thread) && (
                <Option icon={<Pencil />} onClick={after(() => actions.edit(message))}>
                  Edit
                </Option>
              )}
              {mayDelete(message, thread) && (
                <Option icon={<Trash2 />} danger onClick={after(() => actions.remove(message))}>
                  Delete
                </Option>
              )}
            </>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

type ButtonProps = { onClick: () => void; children: ReactNode };

function RoundButton({ label, onClick, children }: ButtonProps & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={`${emojiFont} grid size-11 place-items-center rounded-full bg-surface-sunken text-[20px] leading-none`}
    >
      {children}
    </button>
  );
}

function Option({ icon, danger = false, onClick, children }: ButtonProps & { icon: ReactNode; danger?: boolean }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={classNames(optionClasses, "min-h-11 text-body [&>.lucide]:size-5", danger && "text-danger")}
    >
      {icon}
      {children}
    </button>
  );
}
