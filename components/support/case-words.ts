import type { CasePriority, CaseStatus } from "#lib/support/events.ts";

export const statusWords: Record<CaseStatus, string> = {
  open: "Open",
  pending: "Pending",
  snoozed: "Snoozed",
  solved: "Solved",
};

export const priorityWords: Record<CasePriority, string> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
};

/** What a case is called: its subject, or who wrote. */
export function caseTitle({ subject, customer }: { subject: string | null; customer: { name: string } }): string {
  return subject ?? customer.name;
}
