"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

export const popoverClasses =
  "z-50 animate-rise rounded-lg border bg-surface-raised text-row shadow-2 focus:outline-none";

/** One row of a menu or of a list of suggestions. */
export const optionClasses =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-0.5 text-left select-none not-focus-visible:outline-none hover:bg-accent-soft hover:text-accent-soft-ink focus-visible:bg-accent-soft focus-visible:text-accent-soft-ink data-highlighted:bg-accent-soft data-highlighted:text-accent-soft-ink aria-selected:bg-accent-soft aria-selected:text-accent-soft-ink data-disabled:opacity-50 max-desk:min-h-11";

type Props = {
  trigger: ReactNode;
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  children: ReactNode;
};

export function Popover({ trigger, label, open, onOpenChange, align = "end", side, className, children }: Props) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <section aria-label={label}>
          <Primitive.Content
            aria-label={label}
            align={align}
            side={side}
            sideOffset={4}
            collisionPadding={8}
            className={classNames(popoverClasses, className)}
          >
            {children}
          </Primitive.Content>
        </section>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
