"use client";

import { PeoplePicker } from "#components/sidebar/people-picker.tsx";
import type { RoomActions } from "#components/sidebar/room-actions.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { useAction } from "#components/ui/use-action.ts";

type Props = {
  open: boolean;
  onClose: () => void;
  onEnter: (roomId: string) => void;
  create: RoomActions["createRoom"];
  ownId: string;
};

/** Picking somebody opens the room with them: the one there is, or a new one. */
export function NewMessageDialog({ open, onClose, onEnter, create, ownId }: Props) {
  const { run, problem } = useAction(create, ({ roomId }) => onEnter(roomId));
  return (
    <Dialog open={open} onOpenChange={onClose} title="New message">
      <PeoplePicker
        label="Find somebody"
        ownId={ownId}
        self="you, for notes"
        onlyColleagues
        autoFocus
        error={problem?.detail}
        onPick={(person) => run({ type: "direct", memberIds: [person.id] })}
      />
    </Dialog>
  );
}
