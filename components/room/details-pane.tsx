"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import type { OpenRoom } from "#components/live/apply-change.ts";
import { DetailsContent } from "#components/room/details-content.tsx";
import { wide } from "#components/room/use-details-pane.ts";
import { useSecondDrawing } from "#components/room/use-second-drawing.ts";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

type Props = {
  open: OpenRoom;
  title: string;
  about?: ReactNode;
  /** Null while the width of the window alone decides. */
  isOpen: boolean | null;
  onClose: () => void;
};

/** The details beside the thread; over it, as a drawer, where the window is narrower. */
export function DetailsPane({ open, title, about, isOpen, onClose }: Props) {
  const isSecond = useSecondDrawing();
  const closeButton = useRef<HTMLButtonElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isOpen || matchMedia(wide).matches) return;
    const before = document.activeElement;
    closeButton.current?.focus();
    const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && close();
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
  if (isOpen === false) return null;
  return (
    <aside
      aria-label={`Details of ${title}`}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
      className={classNames(
        "flex min-h-0 w-(--details) flex-none flex-col border-l bg-surface text-row max-desk:hidden",
        isOpen === null
          ? "max-wide:hidden"
          : "max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-40 max-wide:animate-slide max-wide:shadow-3",
      )}
    >
      <div className="flex h-(--bar) flex-none items-center gap-2 border-b pr-3 pl-4">
        <h2 className="flex-1 text-body leading-5">Details</h2>
        <IconButton ref={closeButton} label="Close details" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {isSecond && <DetailsContent open={open} about={about} />}
    </aside>
  );
}
