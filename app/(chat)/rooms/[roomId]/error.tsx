"use client";

import { Failure } from "#components/shell/failure.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

type Props = { error: unknown; retry: () => void };

export default function RoomError({ error, retry }: Props) {
  return (
    <Failure
      error={error}
      retry={retry}
      title="These messages could not be loaded"
      away={
        <ButtonLink href="/rooms" kind="quiet">
          Back to rooms
        </ButtonLink>
      }
    />
  );
}
