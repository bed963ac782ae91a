import type { CompanyRole } from "#lib/rooms/events.ts";

export const roleWords: Record<CompanyRole, string> = {
  admin: "Company admin",
  agent: "Support agent",
  employee: "Employee",
  customer: "Customer",
};
