import { EyeOff } from "lucide-react";
import { classNames } from "#components/ui/class-names.ts";

export type ComposerModes = { customer: string; isNote: boolean; onChange: (isNote: boolean) => void };

const mode = "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm max-desk:h-9";

/** Who reads what is written: the customer, or colleagues alone. */
export function ComposerModeSwitch({ modes }: { modes: ComposerModes }) {
  const { customer, isNote, onChange } = modes;
  return (
    <fieldset className="flex min-w-0 gap-1 px-2 pt-1.5">
      <legend className="sr-only">Who reads it</legend>
      <button
        type="button"
        aria-pressed={!isNote}
        onClick={() => onChange(false)}
        className={classNames(mode, "min-w-0", isNote ? "text-note" : "bg-press")}
      >
        <span className="truncate">
          Reply to <bdi>{customer}</bdi>
        </span>
      </button>
      <button
        type="button"
        aria-pressed={isNote}
        onClick={() => onChange(true)}
        className={classNames(
          mode,
          "flex-none",
          isNote
            ? "bg-[color-mix(in_srgb,var(--note-line)_26%,var(--note-soft))] text-note"
            : "text-ink-muted hover:bg-hover hover:text-ink",
        )}
      >
        <EyeOff />
        Staff note
      </button>
    </fieldset>
  );
}
