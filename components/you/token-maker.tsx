"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { useForm } from "#components/ui/use-form.ts";
import { TokenValue } from "#components/you/token-value.tsx";
import type { ActionResult } from "#lib/http/events.ts";
import type { NewToken } from "#lib/tokens/events.ts";

const lengths = [
  { label: "30 days", days: 30 },
  { label: "90 days", days: 90 },
  { label: "A year", days: 365 },
  { label: "Until revoked", days: 0 },
];

type Props = { create: (input: unknown) => Promise<ActionResult<NewToken>> };

/** Makes a token, and shows its value this once. */
export function TokenMaker({ create }: Props) {
  const router = useRouter();
  const [made, setMade] = useState<NewToken | null>(null);
  const form = useForm(
    create,
    (fields) => ({ name: fields.get("name"), expiresAt: endOf(Number(fields.get("days"))) }),
    (token) => {
      setMade(token);
      router.refresh();
    },
  );
  return (
    <>
      {made && <TokenValue token={made} />}
      <Form form={form} className="mb-4 flex flex-wrap items-start gap-3">
        <div className="min-w-50 flex-1">
          <Field label="What it is for" error={form.issueOf("name")}>
            <Input name="name" size="small" autoComplete="off" defaultValue={form.kept("name")} />
          </Field>
        </div>
        <Field label="Holds for" error={form.issueOf("expiresAt")}>
          <Select name="days" size="small" defaultValue={form.kept("days") ?? "90"}>
            {lengths.map(({ label, days }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" pending={form.isPending} className="desk:mt-6">
          Make a token
        </Button>
        <FormProblem form={form} />
      </Form>
    </>
  );
}

function endOf(days: number): string | undefined {
  return days === 0 ? undefined : new Date(Date.now() + days * 86_400_000).toISOString();
}
