"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { useStayIfCut } from "#components/shell/use-stay-if-cut.ts";

type Props = Omit<ComponentProps<typeof Link>, "href" | "onNavigate"> & {
  href: string;
  /** How the place is called where it cannot be opened. */
  place: string;
};

/** The way to a place that the server may have to be asked for. */
export function PlaceLink({ href, place, ...props }: Props) {
  const stayIfCut = useStayIfCut();
  return <Link href={href} onNavigate={(event) => stayIfCut(place, href) && event.preventDefault()} {...props} />;
}
