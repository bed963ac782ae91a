"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { InviteLink } from "#components/admin/invite-link.tsx";
import { roleWords } from "#components/shell/role-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { textOf, useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";
import { companyRoles } from "#lib/rooms/events.ts";

type Made = { url: string; expiresAt: string };
type Props = {
  create: (input: unknown) => Promise<ActionResult<Made>>;
  /** The shared rooms that one may add people to. */
  rooms: { id: string; name: string }[];
};

const dayLength = 86_400_000;
const lifetimes = [
  { days: 1, label: "One day" },
  { days: 7, label: "A week" },
  { days: 30, label: "A month" },
];

/** Makes an invite and shows its link, once. */
export function InviteMaker({ create, rooms }: Props) {
  const router = useRouter();
  const [made, setMade] = useState<Made | null>(null);
  const form = useForm(create, readInvite, (value) => {
    setMade(value);
    router.refresh();
  });
  return (
    <>
      {made && <InviteLink url={made.url} expiresAt={made.expiresAt} />}
      <Form form={form} className="grid max-w-180 gap-4">
        <div className="grid items-start gap-4 desk:grid-cols-2">
          <Field label="Role" error={form.issueOf("role")}>
            <Select name="role" defaultValue="employee">
              {companyRoles.map((role) => (
                <option key={role} value={role}>
                  {roleWords[role]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Holds for" error={form.issueOf("expiresAt")}>
            <Select name="days" defaultValue="7">
              {lifetimes.map(({ days, label }) => (
                <option key={days} value={days}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="How many may use it" error={form.issueOf("maxUses")}>
            <Input name="maxUses" type="number" min={1} max={1000} defaultValue={form.kept("maxUses") ?? "1"} />
          </Field>
          <Field
            label="Only for this e-mail"
            error={form.issueOf("email")}
            hint="Leave it empty for a link that anyone can use."
          >
            <Input name="email" type="email" autoComplete="off" defaultValue={form.kept("email")} />
          </Field>
        </div>
        {rooms.length > 0 && <RoomChoice rooms={rooms} />}
        <FormProblem form={form} />
        <div>
          <Button type="submit" kind="primary" pending={form.isPending}>
            Make a link
          </Button>
        </div>
      </Form>
    </>
  );
}

function readInvite(fields: FormData) {
  const maxUses = textOf(fields, "maxUses");
  const rooms = fields.getAll("rooms");
  return {
    role: fields.get("role"),
    email: textOf(fields, "email"),
    ...(rooms.length > 0 && { roomIds: rooms }),
    ...(maxUses && { maxUses: Number(maxUses) }),
    expiresAt: new Date(Date.now() + Number(fields.get("days")) * dayLength).toISOString(),
  };
}

function RoomChoice({ rooms }: { rooms: Props["rooms"] }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Rooms they are in from the start</legend>
      <div className="grid max-h-40 overflow-y-auto rounded-md border p-2 desk:grid-cols-2">
        {rooms.map((room) => (
          <label key={room.id} className="flex min-h-7 min-w-0 items-center gap-2 max-desk:min-h-11">
            <input type="checkbox" name="rooms" value={room.id} className="size-4 flex-none accent-accent" />
            <span className="truncate">{room.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
