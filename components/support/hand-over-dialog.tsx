"use client";

import { useState } from "react";
import useSWR from "swr";
import { request } from "#components/live/request.ts";
import { useMe } from "#components/live/use-me.ts";
import { useDoing } from "#components/room/use-doing.ts";
import { worksInSupport } from "#components/support/works-in-support.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { Field, FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { PersonView } from "#lib/people/events.ts";
import type { CaseView } from "#lib/support/events.ts";

type Props = { found: CaseView; onChange: (answer: { case: CaseView }) => void; onClose: () => void };

/** Gives a case to a colleague, with a note on what it is about. */
export function HandOverDialog({ found, onChange, onClose }: Props) {
  const { user } = useMe();
  const { data, error } = useSWR<{ people: PersonView[] }>("/api/people");
  const [assigneeId, setAssignee] = useState("");
  const [note, setNote] = useState("");
  const { run, isRunning, problem } = useDoing(onClose);
  const agents = (data?.people ?? []).filter(
    ({ id, role, isActive }) => isActive && worksInSupport(role) && id !== user.id && id !== found.assignee?.id,
  );
  const handOver = async () =>
    onChange(await request<{ case: CaseView }>("PATCH", `/api/support/cases/${found.roomId}`, { assigneeId, note }));

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Hand over"
      description="Whoever takes over reads your note here. The customer sees neither."
    >
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run(handOver);
        }}
      >
        <Field label="To" error={error && "The colleagues could not be loaded. Close this and try again."}>
          <Select value={assigneeId} required onChange={(event) => setAssignee(event.target.value)}>
            <option value="">Choose a colleague</option>
            {agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Note" hint="What it is about, what you tried, what comes next.">
          <TextArea rows={4} value={note} required onChange={(event) => setNote(event.target.value)} />
        </Field>
        {problem && <FieldError>{problem}</FieldError>}
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" pending={isRunning} disabled={!assigneeId || note.trim() === ""}>
            Hand over
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
