"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { PeoplePicker } from "#components/sidebar/people-picker.tsx";
import type { RoomActions } from "#components/sidebar/room-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogFoot } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { useForm } from "#components/ui/use-form.ts";
import type { PersonView } from "#lib/people/events.ts";

type Kind = "group" | "company";
type Props = {
  kind: Kind;
  open: boolean;
  onClose: () => void;
  onEnter: (roomId: string) => void;
  create: RoomActions["createRoom"];
  ownId: string;
};

const words = {
  group: {
    title: "New group",
    description: "A private room. Only the people you add can read it.",
    submit: "Open the group",
  },
  company: {
    title: "New company room",
    description: "A room for the company, found by everybody who works here.",
    submit: "Open the room",
  },
};

export function NewRoomDialog({ kind, open, onClose, ...rest }: Props) {
  const { title, description } = words[kind];
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} description={description}>
      <NewRoomForm kind={kind} onClose={onClose} {...rest} />
    </Dialog>
  );
}

function NewRoomForm({ kind, onClose, onEnter, create, ownId }: Omit<Props, "open">) {
  const [chosen, setChosen] = useState<PersonView[]>([]);
  const toggle = (person: PersonView) =>
    setChosen((all) => {
      const without = all.filter((each) => each.id !== person.id);
      return without.length < all.length ? without : [...all, person];
    });
  const form = useForm(
    create,
    (fields) =>
      kind === "group"
        ? { type: "group", name: fields.get("name"), memberIds: chosen.map((person) => person.id) }
        : {
            type: "company",
            name: fields.get("name"),
            enrolment: fields.get("enrolment"),
            posting: fields.get("posting"),
          },
    ({ roomId }) => onEnter(roomId),
  );
  return (
    <Form form={form} className="mt-4 grid grid-cols-1 gap-4">
      <Field label="Name" error={form.issueOf("name")}>
        <Input name="name" autoFocus autoComplete="off" defaultValue={form.kept("name")} />
      </Field>
      {kind === "group" ? (
        <>
          <PeoplePicker
            label="People"
            ownId={ownId}
            chosen={chosen}
            error={form.issueOf("memberIds")}
            onPick={toggle}
          />
          <Chosen people={chosen} onRemove={toggle} />
        </>
      ) : (
        <CompanyChoices />
      )}
      <FormProblem form={form} />
      <DialogFoot>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="primary" pending={form.isPending}>
          {words[kind].submit}
        </Button>
      </DialogFoot>
    </Form>
  );
}

function CompanyChoices() {
  return (
    <>
      <Field label="Who is in it">
        <Select name="enrolment">
          <option value="everyone">Everybody, also those who join later</option>
          <option value="open">Whoever wants to</option>
        </Select>
      </Field>
      <Field label="Who writes">
        <Select name="posting">
          <option value="everyone">Everybody in it</option>
          <option value="admins">Its owner and admins; the others read and react</option>
        </Select>
      </Field>
    </>
  );
}

function Chosen({ people, onRemove }: { people: PersonView[]; onRemove: (person: PersonView) => void }) {
  return (
    <ul aria-label="Chosen people" className="flex min-h-6 flex-wrap gap-1.5">
      {people.map((person) => (
        <li
          key={person.id}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-full bg-accent-soft pl-2 text-xs text-accent-soft-ink max-desk:h-8"
        >
          <bdi className="truncate">{person.name}</bdi>
          <button
            type="button"
            aria-label={`Remove ${person.name}`}
            onClick={() => onRemove(person)}
            className="grid size-6 flex-none place-items-center rounded-full max-desk:size-8"
          >
            <X className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}
