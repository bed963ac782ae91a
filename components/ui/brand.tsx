import { classNames } from "#components/ui/class-names.ts";

const sizes = { 20: "size-5 rounded-[5px] text-[12px]", 24: "size-6 rounded-md text-[14px]" };

/** The letter of a name, in ink: stands for the company, or for the product before there is one. */
export function Mark({ name, size = 20 }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid flex-none place-items-center bg-ink leading-none font-semibold text-surface select-none",
        sizes[size],
      )}
    >
      {/[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? "P"}
    </span>
  );
}
