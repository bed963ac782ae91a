"use client";

import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function RootError({ error, retry }: Props) {
  return (
    <div className="flex h-dvh">
      <Failure error={error} retry={retry} />
    </div>
  );
}
