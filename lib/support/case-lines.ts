import type { Viewer } from "#lib/access/viewer.ts";
import type { Audience, Person, SystemEvent } from "#lib/messages/events.ts";
import type { SystemLine } from "#lib/messages/system-lines.ts";
import type { CaseStatus } from "#lib/support/events.ts";
import type { ChangeCaseInput } from "#lib/support/inputs.ts";
import type { LockedCase } from "#lib/support/locked-case.ts";

type Said = { event: SystemEvent; text: string; audience: Audience };

/** What a change of a case has to say. The customer hears who looks after them, and that it is done or not; the rest is the staff's. */
export function linesOf(
  viewer: Viewer,
  known: LockedCase,
  input: ChangeCaseInput,
  assignee: Person | null,
): SystemLine[] {
  const { name, userId } = viewer;
  const status = input.status ?? (input.snoozedUntil ? "snoozed" : known.status);
  const isReleased = input.assigneeId === null && known.assigneeId !== null;
  const said: (Said | false | null)[] = [
    assignee && handover(viewer, assignee),
    isReleased && staff("case_handed_over", `${name} put the conversation back into the queue`),
    status !== known.status && statusLine(name, known.status, status),
    input.priority !== undefined &&
      input.priority !== known.priority &&
      staff("case_changed", `${name} set the priority to ${input.priority}`),
  ];
  const lines = said.filter((line): line is Said => Boolean(line));
  return lines.map((line) => ({ ...line, actorId: userId, ...(assignee && { userId: assignee.id }) }));
}

function handover({ name, userId }: Viewer, assignee: Person): Said {
  if (assignee.id === userId) return everyone("case_claimed", `${name} took the conversation`);
  return staff("case_handed_over", `${name} handed the conversation over to ${assignee.name}`);
}

function statusLine(name: string, from: CaseStatus, to: CaseStatus): Said {
  if (to === "solved") return everyone("case_solved", `${name} marked the conversation as solved`);
  if (from === "solved") return everyone("case_reopened", `${name} opened the conversation again`);
  return staff("case_changed", `${name} set the conversation to ${to}`);
}

const everyone = (event: SystemEvent, text: string): Said => ({ event, text, audience: "everyone" });
const staff = (event: SystemEvent, text: string): Said => ({ event, text, audience: "staff" });
