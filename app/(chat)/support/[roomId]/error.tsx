"use client";

import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function CaseError({ error, retry }: Props) {
  return (
    <Failure
      error={error}
      retry={retry}
      title="This conversation could not be loaded"
      away={{ href: "/support", label: "Back to the queue" }}
    />
  );
}
