"use client";

import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useFieldWiring } from "#components/ui/field.tsx";

const line = 24;
const edges = 18;

/** A field of several lines: `rows` at least, and as tall as what is in it. */
export function TextArea({ rows = 3, className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      rows={rows}
      style={{ minHeight: rows * line + edges }}
      {...useFieldWiring()}
      className={classNames(
        "w-full resize-none rounded-md border border-line-strong bg-surface-raised px-3 py-2 text-body field-sizing-content focus-visible:-outline-offset-1 aria-invalid:border-danger",
        className,
      )}
      {...rest}
    />
  );
}
