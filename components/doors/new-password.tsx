"use client";

import { useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput } from "#components/ui/input.tsx";

const steps = [10, 14, 18, 24];

/** Choosing a password: length is what counts, and the bars say how far one is. */
export function NewPassword({ label = "Password", error }: { label?: string; error?: string }) {
  const [length, setLength] = useState(0);
  const reached = steps.filter((least) => length >= least).length;
  return (
    <Field label={label} error={error} hint="Ten characters or more; a sentence is fine.">
      <PasswordInput
        name="password"
        autoComplete="new-password"
        onChange={(event) => setLength([...event.target.value].length)}
      />
      <div aria-hidden="true" className="mt-1 grid grid-cols-4 gap-1">
        {steps.map((least, index) => (
          <span
            key={least}
            className={classNames("h-[3px] rounded-[2px]", index < reached ? "bg-success" : "bg-line")}
          />
        ))}
      </div>
    </Field>
  );
}
