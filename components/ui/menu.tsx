"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { optionClasses, popoverClasses } from "#components/ui/popover.tsx";

type Props = {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

/** Its content hangs at the end of the page, in a landmark of its own while it is open. */
export function Menu({ trigger, label, align = "end", side = "bottom", onOpenChange, children }: Props) {
  return (
    <Primitive.Root modal={false} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <section aria-label={label}>
          <Primitive.Content
            aria-label={label}
            align={align}
            side={side}
            sideOffset={4}
            collisionPadding={8}
            className={classNames(popoverClasses, "min-w-52 p-1")}
          >
            {children}
          </Primitive.Content>
        </section>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

export function MenuItem({ icon, shortcut, danger = false, disabled, onSelect, children }: ItemProps) {
  return (
    <Primitive.Item
      disabled={disabled}
      onSelect={onSelect}
      aria-keyshortcuts={shortcut}
      className={classNames(optionClasses, danger && "text-danger")}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut && <span className="pl-3 text-xs">{shortcut}</span>}
    </Primitive.Item>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-2 my-1 border-t" />;
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** One of a few, told by a tick. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)} aria-label={label}>
      <Primitive.Label className="px-2 pt-1.5 pb-0.5 text-xs text-ink-muted">{label}</Primitive.Label>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={optionClasses}>
          <span className="flex-1">{option.label}</span>
          <Primitive.ItemIndicator>
            <Check />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}
