"use client";

import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { textOf, useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { Me } from "#lib/people/events.ts";

type Props = { user: Me["user"]; timeZones: string[]; change: (input: unknown) => Promise<ActionResult<unknown>> };

/** My name, initials and time zone. */
export function ProfileForm({ user, timeZones, change }: Props) {
  const router = useRouter();
  const say = useToast();
  const form = useForm(
    change,
    (fields) => ({
      name: fields.get("name"),
      initials: textOf(fields, "initials") ?? null,
      timeZone: textOf(fields, "timeZone") ?? null,
    }),
    () => {
      say("Saved.");
      router.refresh();
    },
  );
  return (
    <Form form={form} className="grid max-w-110 gap-4">
      <Field label="Name" error={form.issueOf("name")}>
        <Input name="name" autoComplete="name" defaultValue={form.kept("name") ?? user.name} />
      </Field>
      <Field
        label="Initials"
        error={form.issueOf("initials")}
        hint="Up to three letters, beside your messages. Empty: those of your name."
      >
        <Input name="initials" maxLength={6} defaultValue={form.kept("initials") ?? user.initials ?? ""} />
      </Field>
      <Field label="Time zone" error={form.issueOf("timeZone")} hint="So that colleagues know when you are at work.">
        <Select name="timeZone" defaultValue={form.kept("timeZone") ?? user.timeZone ?? ""}>
          <option value="">Not given</option>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </Field>
      <FormProblem form={form} />
      <div>
        <Button type="submit" kind="primary" pending={form.isPending}>
          Save profile
        </Button>
      </div>
    </Form>
  );
}
