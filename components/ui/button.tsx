import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Kind = "primary" | "plain" | "quiet" | "danger" | "note";
type Size = "small" | "normal" | "wide";
export type ButtonLook = { kind?: Kind; size?: Size };

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap no-underline transition-colors duration-90 select-none disabled:border-line disabled:bg-surface-sunken disabled:text-ink-muted";

const kinds: Record<Kind, string> = {
  primary: "border-accent bg-accent text-accent-ink hover:bg-accent-strong",
  plain: "border-line-strong bg-surface-raised text-ink hover:bg-surface-sunken",
  quiet: "border-transparent text-ink-muted hover:bg-hover hover:text-ink",
  danger: "border-danger bg-danger text-danger-ink",
  note: "border-note bg-note text-note-soft",
};

const sizes: Record<Size, string> = {
  small: "h-6 px-2 text-xs max-desk:h-8",
  normal: "h-(--control) px-3 text-sm",
  wide: "h-10 w-full px-3 text-row max-desk:h-11",
};

export function buttonClasses({ kind = "plain", size = "normal" }: ButtonLook = {}): string {
  return classNames(base, kinds[kind], sizes[size]);
}

/** While `pending`, the button keeps its place and the focus, and does nothing. */
export function Button({
  kind,
  size,
  pending = false,
  type = "button",
  className,
  onClick,
  ...rest
}: ComponentProps<"button"> & ButtonLook & { pending?: boolean }) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClasses({ kind, size }), pending && "opacity-70", className)}
      {...rest}
    />
  );
}
