"use client";

import { request } from "#components/live/request.ts";
import { useDoing } from "#components/room/use-doing.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { RoomView } from "#lib/rooms/events.ts";

type Props = { room: RoomView; onClose: () => void };

/** Archives a room, or opens an archived one again. */
export function ArchiveDialog({ room, onClose }: Props) {
  const { run, isRunning, problem } = useDoing(onClose);
  const isActive = !room.isActive;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isActive ? `Open “${room.name}” again?` : `Archive “${room.name}”?`}
      description={
        isActive
          ? "Its members can write in it again."
          : "Everything stays readable for its members, and nobody writes in it any more. It can be opened again."
      }
    >
      {problem && <FieldError>{problem}</FieldError>}
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          pending={isRunning}
          onClick={() => void run(() => request("PATCH", `/api/rooms/${room.id}`, { isActive }))}
        >
          {isActive ? "Open again" : "Archive"}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
