import type { CompanyRole } from "#lib/rooms/events.ts";

/** Who works in the sample company, and who writes to it: a maker of scales and metering instruments. */
export const samplePeople = {
  mira: ["Mira Lindqvist", "employee", "Europe/Stockholm"],
  jonas: ["Jonas Weber", "employee", "Europe/Berlin"],
  leila: ["Leila Haddad", "employee", "Europe/Berlin"],
  tomas: ["Tomás Herrera", "employee", "Europe/Madrid"],
  hana: ["Hana Kobayashi", "employee", "Asia/Tokyo"],
  kwame: ["Kwame Boateng", "employee", "Africa/Accra"],
  claire: ["Claire Fontaine", "employee", "Europe/Paris"],
  daniel: ["Daniel Brandt", "employee", "Europe/Berlin"],
  yusuf: ["Yusuf Demir", "employee", "Europe/Istanbul"],
  priya: ["Priya Raghavan", "employee", "Europe/London"],
  aoife: ["Aoife Byrne", "agent", "Europe/Dublin"],
  marek: ["Marek Novák", "agent", "Europe/Prague"],
  sam: ["Sam Okafor", "customer", null],
  ingrid: ["Ingrid Solberg", "customer", null],
  paul: ["Paul Fischer", "customer", null],
} as const satisfies Record<string, readonly [string, CompanyRole, string | null]>;

/** `you` is whoever set the company up. They are spoken to, and say nothing. */
export type SampleName = keyof typeof samplePeople | "you";

export const colleagues = Object.entries(samplePeople)
  .filter(([, [, role]]) => role !== "customer")
  .map(([name]) => name as SampleName);
