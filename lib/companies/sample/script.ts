import type { SampleName } from "#lib/companies/sample/people.ts";
import type { RoomType } from "#lib/rooms/events.ts";
import type { CasePriority, CaseStatus } from "#lib/support/events.ts";

/** A room of the sample company. `talk` is one line a message; see `readTalk`. */
export type SampleRoom = {
  type: RoomType;
  name?: string;
  topic?: string;
  enrolment?: "everyone" | "open";
  posting?: "admins";
  /** The first owns the room; in a support room, the first is the customer. */
  members: readonly SampleName[];
  /** How many of the last messages `you` have not read. */
  unread?: number;
  case?: { subject: string; status: CaseStatus; priority: CasePriority; assignee?: SampleName; tags: string[] };
  talk: string;
};

export type SampleLine = {
  /** Working days before the last one, and the time of that day in minutes. */
  daysAgo: number;
  minute: number;
  by: SampleName;
  does: "says" | "notes" | "claims" | "solves";
  text: string;
  /** What it said before it was edited. */
  before: string | null;
  /** How many lines above the answered one stands. */
  answers: number | null;
  reactions: { emoji: string; by: SampleName[] }[];
};

const line =
  /^(?<day>\d+) (?<hour>\d\d):(?<minute>\d\d) (?<by>\w+)(?: >(?<answers>\d+))?(?: (?<does>notes|claims|solves))?:(?: (?<text>.*?))?(?: \[(?<reactions>[^\]]+)\])?$/u;

/**
 * Reads a conversation: `9 08:55 mira >2: said before ~> said now [👍 jonas leila, 🎉 tomas]` is Mira's answer, nine
 * working days ago, to the message two lines above, edited later, with three reactions. `¶` begins a new line of text.
 */
export function readTalk(talk: string): SampleLine[] {
  return talk
    .trim()
    .split("\n")
    .map((text) => readLine(text.trim()));
}

function readLine(text: string): SampleLine {
  const found = line.exec(text)?.groups;
  if (!found) throw new Error(`This is no line of a conversation: ${text}`);
  const [before, after] = (found.text ?? "").replaceAll("¶", "\n").split(" ~> ") as [string, string?];
  return {
    daysAgo: Number(found.day),
    minute: Number(found.hour) * 60 + Number(found.minute),
    by: found.by as SampleName,
    does: (found.does ?? "says") as SampleLine["does"],
    text: after ?? before,
    before: after === undefined ? null : before,
    answers: found.answers ? Number(found.answers) : null,
    reactions: (found.reactions?.split(", ") ?? []).map(readReaction),
  };
}

function readReaction(text: string): SampleLine["reactions"][number] {
  const [emoji = "", ...by] = text.split(" ");
  return { emoji, by: by as SampleName[] };
}
