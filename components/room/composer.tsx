"use client";

import { AtSign } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, memo, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { AttachButton } from "#components/files/attach-button.tsx";
import { AttachmentTiles } from "#components/files/attachment-tiles.tsx";
import { useFileDrop } from "#components/files/use-file-drop.ts";
import { useUploads } from "#components/files/use-uploads.ts";
import { draftOf } from "#components/live/drafts.ts";
import { useSendTyping } from "#components/live/use-typing.ts";
import { ComposerModeSwitch, type ComposerModes } from "#components/room/composer-modes.tsx";
import { ComposerNotices } from "#components/room/composer-notices.tsx";
import { EmojiButton } from "#components/room/emoji-button.tsx";
import { MentionList } from "#components/room/mention-list.tsx";
import { ReplyPreview } from "#components/room/reply-preview.tsx";
import { useDraft } from "#components/room/use-draft.ts";
import { useHold } from "#components/room/use-hold.ts";
import { useMentionList } from "#components/room/use-mention-list.ts";
import { useSendMessage } from "#components/room/use-send-message.ts";
import { useSubmit } from "#components/room/use-submit.ts";
import { comesToWrite } from "#components/room/write-soon.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { focusSoon } from "#components/ui/focus-soon.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { contentMost } from "#lib/messages/events.ts";

export type ComposerHandle = { focus: () => void };

type Props = {
  roomId: string;
  title: string;
  onSent: () => void;
  onEditLast: () => void;
  /** In a support room: who is written to, and whether this is a staff note. */
  modes?: ComposerModes;
  ref: Ref<ComposerHandle>;
};

export const Composer = memo(function Composer(props: Props) {
  const { roomId, title, onSent, onEditLast, modes, ref } = props;
  const audience = modes?.isNote ? "staff" : undefined;
  const { text, replyTo, setText, endReply } = useDraft(roomId, audience);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = useSendMessage(roomId, audience);
  const typing = useSendTyping(roomId);
  const hold = useHold(roomId);
  const writeTo = modes ? `Reply to ${modes.customer}` : `Message ${title}`;
  const excess = excessOf(text);
  const attachments = useUploads(roomId, audience);
  const { isUploading, hasReady } = attachments;
  const isFileOver = useFileDrop(attachments.add);
  const hasFailed = attachments.uploads.some(({ state }) => state === "failed");
  const canSend = (text.trim() !== "" || hasReady || isUploading) && hold === 0 && excess <= 0;

  const focus = () => field.current?.focus();
  useImperativeHandle(ref, () => ({ focus }));
  useEffect(() => {
    if (comesToWrite(roomId)) focusSoon(() => field.current?.focus());
  }, [roomId]);

  const replace = (from: number, to: number, written: string) => {
    setText(text.slice(0, from) + written + text.slice(to));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + written.length, from + written.length);
      mention.look();
    });
  };
  const insert = (written: string) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    replace(from, to, written);
  };
  const beforeCursor = () => text.slice(0, field.current?.selectionStart);
  const mention = useMentionList({ field, withCustomers: !audience, replace });

  const { submit, isWaiting } = useSubmit({
    draft: draftOf(roomId, audience),
    canSend,
    isUploading,
    hasFailed,
    send: () => {
      send(text, replyTo, attachments.take());
      setText("");
      typing.sent();
      endReply();
      onSent();
      focus();
    },
  });

  /** Pictures and files; where there is text beside them, as from a spreadsheet, the text is meant. */
  const onPaste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain")) return;
    event.preventDefault();
    attachments.add([...files]);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (mention.takeKey(event)) event.stopPropagation();
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey) submit();
    else if (event.key === "ArrowUp" && text === "") onEditLast();
    else if (event.key === "Escape" && replyTo) endReply();
    else return;
    event.preventDefault();
  };

  return (
    <form
      aria-label={`Write to ${title}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className={classNames(
        "relative rounded-lg border",
        audience
          ? "border-dashed border-note-line bg-note-soft text-ink focus-within:shadow-[0_0_0_1px_var(--note-line)] [&_.text-ink-muted]:text-note"
          : "border-line-strong bg-surface-raised focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]",
      )}
    >
      <MentionList {...mention.list} />
      {modes && <ComposerModeSwitch modes={modes} />}
      {replyTo && <ReplyPreview quote={replyTo} onCancel={endReply} />}
      <AttachmentTiles attachments={attachments} onRemoved={focus} />
      <textarea
        ref={field}
        aria-label={audience ? "Staff note" : `Message to ${modes?.customer ?? title}`}
        placeholder={audience ? "Note that the customer never sees" : writeTo}
        rows={1}
        dir="auto"
        enterKeyHint="send"
        value={text}
        aria-autocomplete="list"
        {...mention.fieldProps}
        onSelect={mention.look}
        onBlur={mention.leave}
        onChange={(event) => {
          mention.look();
          setText(event.target.value);
          if (event.target.value.trim() && !audience) typing.typed();
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="block max-h-[40vh] min-h-11 w-full resize-none px-3.5 pt-2.5 pb-1.5 field-sizing-content placeholder:truncate focus:outline-none"
      />
      <ComposerNotices
        isFileOver={isFileOver}
        isWaiting={isWaiting}
        leavesFiles={hasFailed && canSend && !isUploading}
        hold={hold}
        excess={excess}
      />
      <div className="flex h-9 items-center pr-1.25 pb-1 pl-2 max-desk:h-11 max-desk:px-1">
        <AttachButton
          onFiles={(files) => {
            attachments.add(files);
            focus();
          }}
        />
        <EmojiButton onPick={insert} />
        {mention.isThere && (
          <IconButton label="Mention somebody" onClick={() => insert(/\S$/.test(beforeCursor()) ? " @" : "@")}>
            <AtSign />
          </IconButton>
        )}
        <span className="ml-auto px-2.5 text-xs whitespace-nowrap text-ink-muted max-desk:hidden">
          <Kbd>↵</Kbd> sends
        </span>
        <Button
          kind={audience ? "note" : "primary"}
          type="submit"
          disabled={!canSend}
          pending={isWaiting}
          className="h-7 max-desk:ml-auto max-desk:h-9"
        >
          {hold > 0 ? <span className="tabular-nums">{hold} s</span> : audience ? "Add note" : "Send"}
        </Button>
      </div>
    </form>
  );
});

/** How many characters too long; counted one by one only when it comes close. */
function excessOf(text: string): number {
  return text.length <= contentMost ? 0 : Array.from(text.trim()).length - contentMost;
}
