"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { FieldError } from "#components/ui/field.tsx";
import type { FormState } from "#components/ui/use-form.ts";

type Props = Omit<ComponentProps<"form">, "action"> & { form: FormState };

/** A form that says what is wrong where it is wrong, and brings the focus there. */
export function Form({ form, children, ...rest }: Props) {
  const element = useRef<HTMLFormElement>(null);
  const { problem } = form;

  useEffect(() => {
    if (!problem) return;
    element.current?.querySelector<HTMLElement>("[aria-invalid='true'], [data-problem]")?.focus();
  }, [problem]);

  return (
    <form ref={element} action={form.submit} onInput={({ target }) => form.touch(nameOf(target))} noValidate {...rest}>
      {children}
    </form>
  );
}

const nameOf = (field: EventTarget): string => ("name" in field ? String(field.name) : "");

/** What is wrong with the whole of the form; fields speak for themselves. */
export function FormProblem({ form }: { form: FormState }) {
  const { problem } = form;
  if (!problem || problem.issues?.length) return null;
  return (
    <div data-problem tabIndex={-1} className="focus:outline-none">
      <FieldError>
        {problem.code === "rate_limited" && problem.retryAfter
          ? `Too many tries at once. Try again in ${waitOf(problem.retryAfter)}.`
          : problem.detail}
      </FieldError>
    </div>
  );
}

/** 12 s, 3 min, 2 h: rounded up, so that waiting as long as it says is long enough. */
export function waitOf(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 6000) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
