"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { NewPassword } from "#components/doors/new-password.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { textOf, useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = {
  setUp: (input: unknown) => Promise<ActionResult<unknown>>;
  /** Whoever comes from another machine proves with the code that they can see the server's own output. */
  needsCode: boolean;
};

export function SetupForm({ setUp, needsCode }: Props) {
  const router = useRouter();
  const form = useForm(
    setUp,
    (fields) => ({
      company: { name: fields.get("company") },
      admin: { name: fields.get("name"), email: fields.get("email"), password: fields.get("password") },
      code: textOf(fields, "code"),
      sample: fields.has("sample") || undefined,
    }),
    () => router.replace("/rooms"),
  );
  return (
    <Form form={form}>
      <Part legend="Company">
        <Field label="Name" error={form.issueOf("company.name")}>
          <Input name="company" autoComplete="organization" autoFocus defaultValue={form.kept("company")} />
        </Field>
      </Part>
      <Part legend="You, the first admin">
        <Field label="Name" error={form.issueOf("admin.name")}>
          <Input name="name" autoComplete="name" defaultValue={form.kept("name")} />
        </Field>
        <Field label="E-mail" error={form.issueOf("admin.email")}>
          <Input name="email" type="email" autoComplete="email" defaultValue={form.kept("email")} />
        </Field>
        <NewPassword error={form.issueOf("admin.password")} />
        {needsCode && (
          <Field
            label="Set-up code"
            error={form.issueOf("code")}
            hint="The server printed it when it started. It is asked for because you are not on the server’s own machine."
          >
            <Input name="code" autoComplete="one-time-code" defaultValue={form.kept("code")} />
          </Field>
        )}
      </Part>
      <div className="grid gap-4">
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            name="sample"
            defaultChecked={form.kept("sample") !== undefined}
            className="mt-1 size-4 accent-accent"
          />
          <span>
            Fill it with an example
            <span className="block text-sm text-ink-muted">
              A dozen invented colleagues, rooms and two weeks of talk, to look around in.
            </span>
          </span>
        </label>
        <FormProblem form={form} />
        <Button type="submit" kind="primary" size="wide" pending={form.isPending}>
          Set up and sign in
        </Button>
      </div>
    </Form>
  );
}

function Part({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-t py-5">
      <legend className="float-left mb-4 w-full font-semibold">{legend}</legend>
      <div className="clear-both grid gap-4">{children}</div>
    </fieldset>
  );
}
