"use client";

import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function RoomError({ error, retry }: Props) {
  return (
    <Failure
      error={error}
      retry={retry}
      title="These messages could not be loaded"
      away={{ href: "/rooms", label: "Back to rooms" }}
    />
  );
}
