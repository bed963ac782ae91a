"use client";

import { ChevronDown, Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useFieldWiring } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

const base =
  "w-full rounded-md border border-line-strong bg-surface-raised focus-visible:-outline-offset-1 aria-invalid:border-danger [&::-webkit-search-cancel-button]:hidden";

type Size = "small" | "normal";
const sizes: Record<Size, string> = {
  small: "h-(--control) px-3 text-sm",
  normal: "h-10 px-3 text-body max-desk:h-11",
};

export function Input({
  size = "normal",
  className,
  ...rest
}: Omit<ComponentProps<"input">, "size"> & { size?: Size }) {
  return <input {...useFieldWiring()} className={classNames(base, sizes[size], className)} {...rest} />;
}

/** `className` shapes the box around it. */
export function Select({
  size = "normal",
  className,
  ...rest
}: Omit<ComponentProps<"select">, "size"> & { size?: Size }) {
  return (
    <span className={classNames("relative grid", className)}>
      <select {...useFieldWiring()} className={classNames(base, sizes[size], "appearance-none pr-9")} {...rest} />
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-3 my-auto text-ink-muted" />
    </span>
  );
}

export function PasswordInput({ className, ...rest }: Omit<ComponentProps<typeof Input>, "type">) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input type={shown ? "text" : "password"} className={classNames("pr-11", className)} {...rest} />
      <IconButton
        label="Show password"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-0.5 right-0.5 size-9 max-desk:size-10"
      >
        {shown ? <EyeOff /> : <Eye />}
      </IconButton>
    </div>
  );
}
