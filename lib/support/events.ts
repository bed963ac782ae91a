import type { Person } from "#lib/messages/events.ts";

export const caseStatuses = ["open", "pending", "snoozed", "solved"] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const casePriorities = ["low", "normal", "high", "urgent"] as const;
export type CasePriority = (typeof casePriorities)[number];

/** What everyone in a support room may know of its case, its customer too. */
export type CaseBrief = { subject: string | null; customer: Person; isSolved: boolean };

/** A case as the company's agents see it. */
export type CaseView = {
  roomId: string;
  subject: string | null;
  customer: Person & { email: string };
  status: CaseStatus;
  priority: CasePriority;
  assignee: Person | null;
  firstReplyDueAt: string | null;
  nextReplyDueAt: string | null;
  snoozedUntil: string | null;
  lastMessageAt: string | null;
  tags: string[];
};
