import { classNames } from "#components/ui/class-names.ts";

const tints = [
  "bg-tint-1 text-tint-1-ink",
  "bg-tint-2 text-tint-2-ink",
  "bg-tint-3 text-tint-3-ink",
  "bg-tint-4 text-tint-4-ink",
  "bg-tint-5 text-tint-5-ink",
  "bg-tint-6 text-tint-6-ink",
];

const sizes = {
  20: ["size-5 text-[9px]", "rounded-[5px]"],
  24: ["size-6 text-[10px]", "rounded-md"],
  32: ["size-8 text-[12px]", "rounded-[8px]"],
  40: ["size-10 text-[14px]", "rounded-lg"],
};

function tintOf(id: string): string | undefined {
  let hash = 0;
  for (let at = 0; at < id.length; at++) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return tints[hash % tints.length];
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => /[\p{L}\p{N}]/u.exec(word ?? "")?.[0].toUpperCase() ?? "").join("");
}

type Props = {
  person: { id: string; name: string; initials?: string | null };
  size?: keyof typeof sizes;
  /** Round: somebody from outside the company. */
  round?: boolean;
  /** Whether they are here: a disc, or a ring. On another ground than the page's, say which by `--under`. */
  presence?: "active" | "away";
  className?: string;
};

const dot =
  "absolute -right-[3px] -bottom-[3px] size-2 rounded-full border-2 shadow-[0_0_0_2px_var(--under,var(--surface))]";
const dots = { active: "border-active bg-active", away: "border-away bg-[var(--under,var(--surface))]" };

/** Decoration beside a name; never the only thing that says who it is. */
export function Avatar({ person, size = 32, round = false, presence, className }: Props) {
  const [box, corners] = sizes[size];
  const letters = person.initials ?? initialsOf(person.name);
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "relative inline-grid flex-none place-items-center leading-none font-semibold select-none",
        box,
        round ? "rounded-full" : corners,
        tintOf(person.id),
        className,
      )}
    >
      <span className={letters.length > 2 ? "text-[0.8em] tracking-tighter" : undefined}>{letters}</span>
      {presence && <span className={classNames(dot, dots[presence])} />}
    </span>
  );
}
