"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { NewToken } from "#lib/tokens/events.ts";

/** A new token's value. The server keeps only its hash, so this is the one time it can be seen. */
export function TokenValue({ token: { name, token } }: { token: NewToken }) {
  const [copied, setCopied] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (token) input.current?.select();
  }, [token]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token);
      setCopied(token);
    } catch {
      input.current?.select();
    }
  };

  return (
    <div role="status" className="mb-5 rounded-md bg-success-soft p-4">
      <Field label={`The token for ${name}`} hint="It is shown only now. Keep it as you would a password.">
        <div className="flex gap-2">
          <Input ref={input} readOnly value={token} size="small" className="flex-1 font-mono" />
          <Button onClick={copy}>
            {copied === token ? <Check /> : <Copy />}
            {copied === token ? "Copied" : "Copy"}
          </Button>
        </div>
      </Field>
    </div>
  );
}
