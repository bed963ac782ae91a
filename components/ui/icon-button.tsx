import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = Omit<ComponentProps<"button">, "aria-label" | "title" | "type"> & {
  /** What it does, in words: its name for a screen reader and its tooltip. */
  label: string;
  shortcut?: string;
  size?: "small" | "normal";
};

export const iconButtonClasses =
  "inline-grid flex-none place-items-center rounded-md text-ink-muted transition-colors duration-90 hover:bg-press hover:text-ink aria-pressed:bg-press aria-pressed:text-ink aria-expanded:bg-press aria-expanded:text-ink disabled:bg-transparent disabled:opacity-50";

export function IconButton({ label, shortcut, size = "normal", className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={classNames(
        iconButtonClasses,
        size === "small" ? "size-6 max-desk:size-10" : "size-(--icon-button)",
        className,
      )}
      {...rest}
    />
  );
}
