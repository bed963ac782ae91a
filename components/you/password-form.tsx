"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { NewPassword } from "#components/doors/new-password.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { PasswordInput } from "#components/ui/input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useForm } from "#components/ui/use-form.ts";
import type { ActionResult } from "#lib/http/events.ts";

type Props = { email: string; change: (input: unknown) => Promise<ActionResult<unknown>> };

/** Choosing another password. The address goes along unseen, so that a password manager knows whose it is. */
export function PasswordForm({ email, change }: Props) {
  const router = useRouter();
  const say = useToast();
  const [times, setTimes] = useState(0);
  const form = useForm(
    change,
    (fields) => ({ current: fields.get("current"), next: fields.get("password") }),
    () => {
      say("Your password is changed. Every other place is signed out.");
      setTimes(times + 1);
      router.refresh();
    },
  );
  return (
    <Form form={form} className="grid max-w-110 gap-4">
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="Present password" error={form.issueOf("current")}>
        <PasswordInput name="current" autoComplete="current-password" />
      </Field>
      <NewPassword key={times} label="New password" error={form.issueOf("next")} />
      <FormProblem form={form} />
      <div>
        <Button type="submit" pending={form.isPending}>
          Change password
        </Button>
      </div>
    </Form>
  );
}
