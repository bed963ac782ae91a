import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

type Props = Omit<ComponentProps<"article">, "id"> & {
  id: string;
  labelId: string;
  isFirst: boolean;
  isActive: boolean;
  gutter: ReactNode;
  /** A staff note is set apart, by its ground, its dashed edge and its head. */
  isNote?: boolean;
  /** It calls who is reading. */
  isCall?: boolean;
};

const plain = "grid grid-cols-[var(--avatar)_minmax(0,1fr)] gap-x-3 px-(--gutter) py-px";
const call =
  "bg-mention-soft shadow-[inset_2px_0_0_var(--mention)] [--under:var(--mention-soft)] forced-colors:outline";
const note =
  "mt-2 mr-(--gutter) mb-1 ml-[calc(var(--gutter)+var(--avatar)-1px)] max-w-[calc(var(--measure)+26px)] rounded-md border border-l-4 border-dashed border-note-line bg-note-soft px-3 pt-2 pb-2.5 [border-left-style:solid] max-desk:mx-2 forced-colors:outline";

/** The measures of a message: the avatar's gutter, and the text's column. */
export function RowFrame({
  labelId,
  isFirst,
  isActive,
  gutter,
  isNote = false,
  isCall = false,
  children,
  ...rest
}: Props) {
  return (
    <article
      tabIndex={isActive ? 0 : -1}
      aria-labelledby={labelId}
      data-message
      className={classNames(
        "group/row relative scroll-my-4 focus-visible:-outline-offset-2",
        isNote ? note : plain,
        !isNote && (isCall ? call : "hover:bg-hover"),
        !isNote && "focus-visible:rounded-none",
        !isNote && isFirst && "pt-0.75",
      )}
      {...rest}
    >
      {!isNote && gutter}
      <div className="min-w-0">{children}</div>
    </article>
  );
}
