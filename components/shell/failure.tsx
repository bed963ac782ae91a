"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type Props = {
  error: unknown;
  retry: () => void;
  title?: string;
  /** The other way on: a link. It comes from outside, as the outermost pages have none and need not load what links need. */
  away?: ReactNode;
};

/** What stands where a page could not be made: that it failed, what is safe, and two ways on. */
export function Failure({ error, retry, title = "This page could not be loaded", away }: Props) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <main className="grid min-h-full min-w-0 flex-1">
      <EmptyState
        icon={<CircleAlert />}
        level={1}
        title={title}
        actions={
          <>
            <Button kind="primary" onClick={retry}>
              <RotateCw />
              Try again
            </Button>
            {away}
          </>
        }
      >
        Something went wrong on the way. What you wrote here is safe on this device.
        {digest && <> If it stays, tell your admin the number {digest}.</>}
      </EmptyState>
    </main>
  );
}
