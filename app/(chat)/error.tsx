"use client";

import { PageFailure } from "#components/shell/page-failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function ChatError(props: Props) {
  return <PageFailure {...props} />;
}
