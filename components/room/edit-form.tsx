"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLive } from "#components/live/live-provider.tsx";
import { request, sentenceFor } from "#components/live/request.ts";
import { useThread } from "#components/room/thread-context.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { MessageView } from "#lib/messages/events.ts";

/** A message's text in place, to be changed. Enter saves, Escape leaves it as it was. */
export function EditForm({ message }: { message: MessageView }) {
  const { store } = useLive();
  const { actions } = useThread();
  const [text, setText] = useState(message.content ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
    current?.scrollIntoView({ block: "nearest" });
  }, []);

  const save = async () => {
    if (isSaving || text.trim() === "") return;
    if (text === message.content) return actions.edit(null);
    setSaving(true);
    try {
      const path = `/api/rooms/${message.roomId}/messages/${message.id}`;
      const answer = await request<{ message: MessageView }>("PATCH", path, { content: text });
      store.open.showMessage(answer.message);
      actions.edit(null);
    } catch (error) {
      setProblem(sentenceFor(error));
      setSaving(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") actions.edit(null);
    else if (event.key === "Enter" && !event.shiftKey) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <form
      aria-label="Edit message"
      data-anchor
      className="my-1 max-w-(--measure)"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        aria-label="Message"
        rows={1}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="block max-h-[40vh] w-full resize-none rounded-md border border-line-strong bg-surface-raised px-3 py-1.5 field-sizing-content focus-visible:-outline-offset-1"
      />
      {problem && <FieldError>{problem}</FieldError>}
      <div className="mt-1.5 flex items-center gap-2">
        <Button kind="primary" size="small" type="submit" pending={isSaving} disabled={text.trim() === ""}>
          Save
        </Button>
        <Button kind="quiet" size="small" onClick={() => actions.edit(null)}>
          Cancel
        </Button>
        <span className="text-xs text-ink-muted max-desk:hidden">Enter saves, Escape cancels</span>
      </div>
    </form>
  );
}
