"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

type Props = { language: string | null; text: string; tabIndex: number };

export function CodeBlock({ language, text, tabIndex }: Props) {
  const [isCopied, setCopied] = useState(false);
  const name = language ?? "Code";

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  };

  return (
    <div className="my-1 max-w-(--measure) overflow-hidden rounded-md border bg-surface-sunken">
      <div className="flex h-7 items-center justify-between pr-0.5 pl-3 text-xs text-ink-muted max-desk:h-10">
        <span>{name}</span>
        <IconButton label={isCopied ? "Copied" : "Copy code"} size="small" tabIndex={tabIndex} onClick={copy}>
          {isCopied ? <Check /> : <Copy />}
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: code that scrolls sideways, reachable to scroll it by keyboard */}
      <pre
        role="group"
        aria-label={language ? `Code, ${language}` : "Code"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keyboard too
        tabIndex={0}
        dir="ltr"
        className="overflow-x-auto px-3 pb-2.5 font-mono text-sm [tab-size:2] focus-visible:-outline-offset-2"
      >
        <code>{text}</code>
      </pre>
    </div>
  );
}
