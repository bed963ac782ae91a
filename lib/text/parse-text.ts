export type Inline = { kind: "text" | "code"; text: string } | { kind: "link"; text: string; href: string };
export type Block = { kind: "text"; inlines: Inline[] } | { kind: "code"; language: string | null; text: string };

const opening = /^```([\p{L}\p{N}+#._-]{0,20})[ \t]*$/u;
const oneLine = /^```(.+)```[ \t]*$/;

/** A message's text in parts: code between lines of three backticks, and text in which `code` and web addresses stand out. */
export function parseText(content: string): Block[] {
  const lines = content.split("\n");
  const blocks: Block[] = [];
  let text: string[] = [];
  const endText = () => {
    const joined = text.join("\n").replace(/^\n+|\s+$/g, "");
    if (joined) blocks.push({ kind: "text", inlines: parseInlines(joined) });
    text = [];
  };
  const closings = closingLines(lines);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const language = opening.exec(line)?.[1];
    const end = closings[at + 1] ?? -1;
    const single = oneLine.exec(line)?.[1];
    if (language !== undefined && end > at) {
      endText();
      blocks.push({ kind: "code", language: language || null, text: lines.slice(at + 1, end).join("\n") });
      at = end;
    } else if (single !== undefined) {
      endText();
      blocks.push({ kind: "code", language: null, text: single });
    } else text.push(line);
  }
  endText();
  return blocks;
}

/** For each line, the next one from it on that closes a code block; -1 when there is none. */
function closingLines(lines: string[]): number[] {
  const closings: number[] = Array(lines.length).fill(-1);
  for (let at = lines.length - 1, next = -1; at >= 0; at--) {
    if (/^```[ \t]*$/.test(lines[at] ?? "")) next = at;
    closings[at] = next;
  }
  return closings;
}

const marked = /`([^`\n]+)`|\bhttps?:\/\/[^\s<>"`]+/giu;

export function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let at = 0;
  const addText = (to: number) => {
    if (to > at) inlines.push({ kind: "text", text: text.slice(at, to) });
  };
  for (const match of text.matchAll(marked)) {
    const code = match[1];
    const address = code === undefined ? trimAddress(match[0]) : "";
    const href = code === undefined ? webAddress(address) : null;
    if (code === undefined && href === null) continue;
    addText(match.index);
    if (code !== undefined) inlines.push({ kind: "code", text: code });
    else if (href !== null) inlines.push({ kind: "link", text: address, href });
    at = match.index + (code === undefined ? address.length : match[0].length);
  }
  addText(text.length);
  return inlines;
}

const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Leaves out what ends the sentence and not the address; a closing bracket stays when it was opened inside. */
function trimAddress(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1] ?? "";
    const opener = pairs[last];
    const isLoose = opener ? count(address, last, end) > count(address, opener, end) : /[.,;:!?'"”’»…*_]/.test(last);
    if (!isLoose) break;
    end--;
  }
  return address.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let found = 0;
  for (let at = 0; at < end; at++) if (text[at] === character) found++;
  return found;
}

function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && (url.protocol === "http:" || url.protocol === "https:") ? url.href : null;
}
