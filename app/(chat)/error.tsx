"use client";

import { Failure } from "#components/shell/failure.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

type Props = { error: unknown; retry: () => void };

export default function ChatError({ error, retry }: Props) {
  return (
    <Failure
      error={error}
      retry={retry}
      away={
        <ButtonLink href="/rooms" kind="quiet">
          Back to rooms
        </ButtonLink>
      }
    />
  );
}
