"use client";

import { request } from "#components/live/request.ts";
import { useMe } from "#components/live/use-me.ts";
import { useDoing } from "#components/room/use-doing.ts";
import { PeoplePicker } from "#components/sidebar/people-picker.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { MemberView } from "#lib/rooms/events.ts";

type Props = { roomId: string; members: MemberView[]; onClose: () => void };

/** Who is picked is added at once; members have a tick. */
export function AddMembersDialog({ roomId, members, onClose }: Props) {
  const { user } = useMe();
  const { run, problem } = useDoing(() => {});
  const chosen = members.map(({ userId, name, initials, companyRole, isActive }) => {
    return { id: userId, name, initials, role: companyRole, isActive };
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add people"
      description="They can read and write here at once."
    >
      <div className="mt-4 grid gap-2">
        <PeoplePicker
          label="People"
          ownId={user.id}
          chosen={chosen}
          autoFocus
          onPick={(person) => {
            if (members.some((member) => member.userId === person.id)) return;
            void run(() => request("POST", `/api/rooms/${roomId}/members`, { userId: person.id }));
          }}
        />
        {problem && <FieldError>{problem}</FieldError>}
      </div>
      <DialogFoot>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
