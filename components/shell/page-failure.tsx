"use client";

import type { ComponentProps } from "react";
import { Failure } from "#components/shell/failure.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

type Props = Omit<ComponentProps<typeof Failure>, "away"> & { href?: string; back?: string };

/** What stands in place of a page within the app, with the way back to where it is reached from. */
export function PageFailure({ href = "/rooms", back = "Back to rooms", ...failure }: Props) {
  return (
    <Failure
      {...failure}
      away={
        <ButtonLink href={href} kind="quiet">
          {back}
        </ButtonLink>
      }
    />
  );
}
