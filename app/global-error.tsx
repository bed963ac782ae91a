"use client";

import "./globals.css";
import { Failure } from "#components/shell/failure.tsx";

type Props = { error: unknown; retry: () => void };

export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="en">
      <body>
        <div className="flex h-dvh">
          <Failure error={error} retry={retry} />
        </div>
      </body>
    </html>
  );
}
