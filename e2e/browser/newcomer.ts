import { randomUUID } from "node:crypto";
import { password } from "../harness/cast.ts";
import { Person } from "../harness/person.ts";
import type { Stage } from "../harness/stage.ts";

/** Somebody who has just joined the company and is in no room yet. */
export async function newcomer({ site, ours }: Stage, name = "Mary Somerville"): Promise<Person> {
  const { token } = await ours.ada.must("POST", "/api/invites", { role: "employee" });
  const email = `${randomUUID()}@example.com`;
  const person = new Person(site, { name, email, password });
  const { user } = await person.must("POST", `/api/invites/${token}/accept`, { name, email, password });
  person.id = user.id;
  await person.signIn();
  return person;
}
