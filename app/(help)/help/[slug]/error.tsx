"use client";

import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function HelpError({ error, retry }: Props) {
  return <Failure error={error} retry={retry} title="This page could not be loaded" />;
}
