import { type ReactNode, useMemo } from "react";
import { CalledText } from "#components/room/called-text.tsx";
import { CodeBlock } from "#components/room/code-block.tsx";
import type { Named } from "#lib/text/mentions.ts";
import { type Inline, parseText } from "#lib/text/parse-text.ts";

type Props = {
  content: string;
  /** What stands after the last word. */
  end?: ReactNode;
  /** Whether the Tab key stops at what is inside. */
  isReachable: boolean;
  /** Those whose names stand out where the text calls them. */
  called?: readonly Named[];
};

/** What a person wrote: line breaks kept, code set apart, web addresses as links. Made of elements, never of markup. */
export function RichText({ content, end, isReachable, called }: Props) {
  const blocks = useMemo(() => parseText(content), [content]);
  const tabIndex = isReachable ? 0 : -1;
  const lastIsText = blocks.at(-1)?.kind === "text";
  return (
    <>
      {blocks.map((block, index) =>
        block.kind === "code" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name, and never move
          <CodeBlock key={index} language={block.language} text={block.text} tabIndex={tabIndex} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name, and never move
          <p key={index} dir="auto" className="whitespace-pre-wrap [unicode-bidi:plaintext]">
            {block.inlines.map((inline, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name, and never move
              <InlineText key={at} inline={inline} tabIndex={tabIndex} called={called} />
            ))}
            {index === blocks.length - 1 && end}
          </p>
        ),
      )}
      {!lastIsText && end && <p>{end}</p>}
    </>
  );
}

type InlineProps = { inline: Inline; tabIndex: number; called: Props["called"] };

function InlineText({ inline, tabIndex, called }: InlineProps) {
  if (inline.kind === "code") {
    return <code className="rounded-sm bg-press px-1 py-px text-[.867em]">{inline.text}</code>;
  }
  if (inline.kind === "link") {
    return (
      <a
        href={inline.href}
        target="_blank"
        rel="noopener noreferrer"
        tabIndex={tabIndex}
        className="text-accent underline decoration-1 underline-offset-2"
      >
        <bdi>{inline.text}</bdi>
      </a>
    );
  }
  return called ? <CalledText text={inline.text} called={called} /> : inline.text;
}
