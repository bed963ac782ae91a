"use client";

import { PageFailure } from "#components/shell/page-failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function RoomError(props: Props) {
  return <PageFailure {...props} title="These messages could not be loaded" />;
}
