"use client";

import { Failure } from "#components/shell/failure.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";

type Props = { error: unknown; retry: () => void };

export default function CaseError({ error, retry }: Props) {
  return (
    <Failure
      error={error}
      retry={retry}
      title="This conversation could not be loaded"
      away={
        <ButtonLink href="/support" kind="quiet">
          Back to the queue
        </ButtonLink>
      }
    />
  );
}
