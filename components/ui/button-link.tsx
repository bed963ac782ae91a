import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClasses } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";

export function ButtonLink({ kind, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={classNames(buttonClasses({ kind, size }), className)} {...rest} />;
}
