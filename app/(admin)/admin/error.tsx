"use client";

import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function AdminError({ error, retry }: Props) {
  return <Failure error={error} retry={retry} away={{ href: "/rooms", label: "Back to rooms" }} />;
}
