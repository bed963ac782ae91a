"use client";

import { PageFailure } from "#components/shell/page-failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function CaseError(props: Props) {
  return (
    <PageFailure {...props} title="This conversation could not be loaded" href="/support" back="Back to the queue" />
  );
}
