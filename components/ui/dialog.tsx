"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { returnFocus } from "#components/ui/last-focus.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
};

export function Dialog({ open, onOpenChange, title, description, children }: Props) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-60 bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
          className="fixed top-1/2 left-1/2 z-60 flex max-h-[calc(100dvh-32px)] w-110 max-w-[calc(100vw-32px)] -translate-1/2 animate-rise flex-col overflow-y-auto rounded-[12px] border bg-surface-raised p-6 text-row shadow-3 focus:outline-none"
        >
          <Primitive.Title className="mb-2 pr-8 text-lg">{title}</Primitive.Title>
          {description && <Primitive.Description className="text-ink-muted">{description}</Primitive.Description>}
          {children}
          <Primitive.Close asChild>
            <IconButton label="Close" className="absolute top-5.5 right-4 max-desk:top-4">
              <X />
            </IconButton>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The row of buttons that ends a dialog: the way out first, the deed last. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>;
}
