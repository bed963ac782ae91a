"use client";

import { useRouter } from "next/navigation";
import { request } from "#components/live/request.ts";
import { useDoing } from "#components/room/use-doing.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { RoomView } from "#lib/rooms/events.ts";

type Props = { room: RoomView; ownId: string; onClose: () => void };

export function LeaveDialog({ room, ownId, onClose }: Props) {
  const router = useRouter();
  const { run, isRunning, problem } = useDoing(() => router.push("/rooms"));
  const canReturn = room.type === "company" && room.enrolment === "open";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Leave “${room.name}”?`}
      description={
        canReturn
          ? "You get nothing more from it. You can join again whenever you like."
          : "You get nothing more from it, and come back only when somebody adds you."
      }
    >
      {problem && (
        <div className="mt-3">
          <FieldError>{problem}</FieldError>
        </div>
      )}
      <DialogFoot>
        <Button onClick={onClose}>Stay</Button>
        <Button
          kind="danger"
          pending={isRunning}
          onClick={() => void run(() => request("DELETE", `/api/rooms/${room.id}/members/${ownId}`))}
        >
          Leave
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
