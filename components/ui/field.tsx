"use client";

import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";

type Wiring = { id?: string; describedBy?: string; invalid?: true };

const FieldContext = createContext<Wiring>({});

/** What a control inside a `Field` takes over: its id, what describes it, and whether it is wrong. */
export function useFieldWiring() {
  const { id, describedBy, invalid } = use(FieldContext);
  return { id, "aria-describedby": describedBy, "aria-invalid": invalid };
}

type Props = { label: ReactNode; hint?: ReactNode; error?: ReactNode; children: ReactNode };

/** A label, a control, and below it a hint or what is wrong. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const belowId = `${id}-below`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <FieldContext value={{ id, describedBy: error || hint ? belowId : undefined, invalid: error ? true : undefined }}>
        {children}
      </FieldContext>
      {error ? (
        <FieldError id={belowId}>{error}</FieldError>
      ) : (
        hint && (
          <p id={belowId} className="text-sm text-ink-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-sm text-danger">
      <CircleAlert className="mt-0.5" />
      <span>{children}</span>
    </p>
  );
}
