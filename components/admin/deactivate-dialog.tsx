"use client";

import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";

type Props = {
  name: string;
  open: boolean;
  onClose: () => void;
  problem?: string;
  isPending: boolean;
  onConfirm: () => void;
};

export function DeactivateDialog({ name, open, onClose, problem, isPending, onConfirm }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={`Deactivate ${name}?`}
      description="They are signed out everywhere at once and receive nothing more. What they wrote stays, and you can activate them again."
    >
      {problem && (
        <div className="mt-3">
          <FieldError>{problem}</FieldError>
        </div>
      )}
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" pending={isPending} onClick={onConfirm}>
          Deactivate
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
