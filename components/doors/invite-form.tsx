"use client";

import { useRouter } from "next/navigation";
import { NewPassword } from "#components/doors/new-password.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = {
  accept: (input: unknown) => Promise<ActionResult<unknown>>;
  token: string;
  /** The one address that the invite is for, if it is for one. */
  email: string | null;
};

export function InviteForm({ accept, token, email }: Props) {
  const router = useRouter();
  const form = useForm(
    accept,
    (fields) => ({
      token,
      name: fields.get("name"),
      email: fields.get("email"),
      password: fields.get("password"),
    }),
    () => router.replace("/rooms"),
  );
  return (
    <Form form={form} className="grid gap-4">
      <Field label="Name" error={form.issueOf("name")} hint="As your colleagues know you.">
        <Input name="name" autoComplete="name" autoFocus defaultValue={form.kept("name")} />
      </Field>
      <Field
        label="E-mail"
        error={form.issueOf("email")}
        hint={email ? "The invite is for this address." : "You sign in with it."}
      >
        <Input
          name="email"
          type="email"
          autoComplete="email"
          readOnly={email !== null}
          defaultValue={email ?? form.kept("email")}
        />
      </Field>
      <NewPassword error={form.issueOf("password")} />
      <FormProblem form={form} />
      <Button type="submit" kind="primary" size="wide" pending={form.isPending}>
        Join
      </Button>
    </Form>
  );
}
