"use client";

import { useState } from "react";
import { request, sentenceFor } from "#components/live/request.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { MessageView } from "#lib/messages/events.ts";
import { quoteOf } from "#lib/messages/events.ts";

type Props = { message: MessageView; onClose: () => void };

export function DeleteDialog({ message, onClose }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isDeleting, setDeleting] = useState(false);

  const remove = async () => {
    setDeleting(true);
    try {
      await request("DELETE", `/api/rooms/${message.roomId}/messages/${message.id}`);
      onClose();
    } catch (error) {
      setProblem(sentenceFor(error));
      setDeleting(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete this message?"
      description="Its text, files and reactions go for everybody, and cannot be brought back. That there was a message stays."
    >
      <blockquote
        dir="auto"
        className="mt-3 line-clamp-4 border-l-2 border-line-strong pl-2.5 text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {quoteOf(message)}
      </blockquote>
      {problem && <FieldError>{problem}</FieldError>}
      <DialogFoot>
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="danger" pending={isDeleting} onClick={() => void remove()}>
          Delete
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
