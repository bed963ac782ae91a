"use client";

import { useState } from "react";
import { request } from "#components/live/request.ts";
import { useDoing } from "#components/room/use-doing.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { Field, FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { RoomView } from "#lib/rooms/events.ts";

type Props = { room: RoomView; onClose: () => void };

export function EditRoomDialog({ room, onClose }: Props) {
  const [name, setName] = useState(room.name ?? "");
  const [topic, setTopic] = useState(room.topic ?? "");
  const { run, isRunning, problem } = useDoing(onClose);

  const save = () => {
    const change = {
      ...(name.trim() !== room.name && { name }),
      ...(topic.trim() !== (room.topic ?? "") && { topic: topic.trim() || null }),
    };
    if (Object.keys(change).length === 0) onClose();
    else void run(() => request("PATCH", `/api/rooms/${room.id}`, change));
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Name and topic">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name">
          <Input value={name} maxLength={80} required onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Topic" hint="In one line: what this room is for. Everybody sees it above the messages.">
          <Input value={topic} maxLength={250} onChange={(event) => setTopic(event.target.value)} />
        </Field>
        {problem && <FieldError>{problem}</FieldError>}
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" pending={isRunning} disabled={name.trim() === ""}>
            Save
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
