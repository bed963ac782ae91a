"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Time } from "#components/ui/time.tsx";

type Props = { url: string; expiresAt: string };

/** A new invite's link. The server keeps only its hash, so this is the one time it can be seen. */
export function InviteLink({ url, expiresAt }: Props) {
  const [copied, setCopied] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (url) input.current?.select();
  }, [url]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(url);
    } catch {
      input.current?.select();
    }
  };

  return (
    <div role="status" className="mb-5 max-w-180 rounded-md bg-success-soft p-4">
      <Field
        label="Send this link"
        hint={
          <>
            It is shown only now, and holds until <Time value={expiresAt} style="full" />.
          </>
        }
      >
        <div className="flex gap-2">
          <Input ref={input} readOnly value={url} size="small" className="flex-1 font-mono" />
          <Button onClick={copy}>
            {copied === url ? <Check /> : <Copy />}
            {copied === url ? "Copied" : "Copy"}
          </Button>
        </div>
      </Field>
    </div>
  );
}
