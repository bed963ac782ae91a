"use client";

import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input, PasswordInput } from "#components/ui/input.tsx";
import { useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = { signIn: (input: unknown) => Promise<ActionResult<unknown>>; next: string };

export function SignInForm({ signIn, next }: Props) {
  const router = useRouter();
  const form = useForm(
    signIn,
    (fields) => ({ email: fields.get("email"), password: fields.get("password") }),
    () => router.replace(next),
  );
  const mismatch = form.problem?.code === "wrong_credentials" ? form.problem.detail : undefined;
  return (
    <Form form={form} className="grid gap-4">
      <Field label="E-mail" error={form.issueOf("email")}>
        <Input name="email" type="email" autoComplete="username" autoFocus defaultValue={form.kept("email")} />
      </Field>
      <Field label="Password" error={form.issueOf("password") ?? mismatch}>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      {!mismatch && <FormProblem form={form} />}
      <Button type="submit" kind="primary" size="wide" pending={form.isPending}>
        Sign in
      </Button>
    </Form>
  );
}
