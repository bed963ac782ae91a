import { standingOf } from "#lib/access/access-room.ts";
import type { RoomFacts, Standing } from "#lib/access/policy.ts";
import type { MemberRole } from "#lib/rooms/events.ts";
import { password } from "../../harness/cast.ts";
import { sentFile } from "../../harness/files.ts";
import { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";

/** How somebody relates to a room, from the least to the most. */
export const kinds = [
  "signed out",
  "deactivated",
  "other company",
  "not a member",
  "company admin",
  "removed",
  "guest",
  "member",
  "admin",
  "owner",
] as const;
export type Kind = (typeof kinds)[number];

/** A room with somebody of every kind around it. `standing` is what the policy goes by; null: they do not see it. */
export type Scene = {
  name: string;
  roomId: string;
  facts: RoomFacts;
  viewers: Map<Kind, { person: Person; standing: Standing | null }>;
  /** Who opened it. */
  opener: Person;
  /** Two plain members to change and remove. */
  extras: [string, string];
  /** A message of the opener's, and one of somebody who is no keeper: twice, to be deleted twice. */
  message: string;
  /** A file that the opener sent. */
  file: string;
  deletable: [string, string];
  /** What each member wrote: to be edited, to be deleted. */
  own: Map<Person, { edit: string; drop: string }>;
};

type Plan = { name: string; type: RoomFacts["type"]; room: object; later?: object; enrolment?: "open" | "everyone" };

const plans: Plan[] = [
  { name: "a group", type: "group", room: { type: "group" } },
  { name: "an archived group", type: "group", room: { type: "group" }, later: { isActive: false } },
  { name: "an open company room", type: "company", enrolment: "open", room: { type: "company", enrolment: "open" } },
  {
    name: "an announcement-only room",
    type: "company",
    enrolment: "open",
    room: { type: "company", enrolment: "open" },
    later: { posting: "admins" },
  },
];

/** Rooms of every shape, each with everybody around it; the last step deactivates one of them. */
export async function makeScenes({ ours, theirs, nobody }: Stage): Promise<Scene[]> {
  const extras = await Promise.all([invited(ours.ada, "Dorothy Vaughan"), invited(ours.ada, "Mary Jackson")]);
  const around = { ours, theirs, nobody, extras: extras.map(({ id }) => id) as [string, string] };
  const scenes = await Promise.all([...plans.map((plan) => makeShared(plan, around)), makeDirect(around)]);
  await ours.ada.must("PATCH", `/api/admin/people/${ours.barbara.id}`, { isActive: false });
  return scenes;
}

type Around = Pick<Stage, "ours" | "theirs" | "nobody"> & { extras: [string, string] };

async function makeShared({ name, type, room, later, enrolment }: Plan, around: Around): Promise<Scene> {
  const { ours, extras } = around;
  const { ada, alan, barbara, carol, grace, katherine, linus } = ours;
  const opener = type === "company" ? ada : grace;
  const roomId = await opener.openRoom({ ...room, name, memberIds: extras });
  const add = (person: Person, role?: MemberRole) =>
    opener.must("POST", `/api/rooms/${roomId}/members`, { userId: person.id, role });
  for (const person of [katherine, linus, barbara, carol]) await add(person);
  await add(alan, "admin");
  const own = await writeSome(roomId, [opener, alan, katherine, carol]);
  const message = (await opener.post(roomId, "To react to")).id;
  const file = await sentFile(opener, roomId);
  const deletable: [string, string] = [(await carol.post(roomId, "One")).id, (await carol.post(roomId, "Two")).id];
  await opener.must("DELETE", `/api/rooms/${roomId}/members/${linus.id}`);
  if (later) await opener.must("PATCH", `/api/rooms/${roomId}`, later);
  const { isActive, posting } = (await opener.must("GET", `/api/rooms/${roomId}`)).room;
  const members = { guest: carol, member: katherine, admin: alan, owner: opener };
  const viewers = viewersOf({ type, enrolment: enrolment ?? null }, around, members);
  if (opener === ada) viewers.delete("company admin"); // who owns this one
  return { name, roomId, facts: { type, isActive, posting }, viewers, opener, extras, message, file, deletable, own };
}

async function makeDirect(around: Around): Promise<Scene> {
  const { alan, grace } = around.ours;
  const roomId = await grace.openRoom({ type: "direct", memberIds: [alan.id] });
  const own = await writeSome(roomId, [alan]);
  const post = async (text: string): Promise<string> => (await grace.post(roomId, text)).id;
  const deletable: [string, string] = [await post("One"), await post("Two")];
  const facts = { type: "direct", isActive: true, posting: "everyone" } as const;
  const viewers = viewersOf({ type: "direct", enrolment: null }, around, { member: alan });
  const { extras } = around;
  const message = await post("To react to");
  const file = await sentFile(grace, roomId);
  return { name: "a direct room", roomId, facts, viewers, opener: grace, extras, message, file, deletable, own };
}

function viewersOf(
  room: Parameters<typeof standingOf>[2],
  { ours, theirs, nobody }: Around,
  members: Partial<Record<Kind & MemberRole, Person>>,
): Scene["viewers"] {
  const viewers: Scene["viewers"] = new Map();
  const outside = (kind: Kind, person: Person, standing: Standing | null) => viewers.set(kind, { person, standing });
  outside("signed out", nobody, null);
  outside("deactivated", ours.barbara, null);
  outside("other company", theirs.ada, null);
  outside("not a member", ours.edsger, standingOf(undefined, "agent", room));
  outside("company admin", ours.ada, standingOf(undefined, "admin", room));
  outside("removed", ours.linus, standingOf(undefined, "employee", room));
  for (const role of ["guest", "member", "admin", "owner"] as const) {
    const person = members[role];
    if (person) viewers.set(role, { person, standing: role });
  }
  return viewers;
}

async function writeSome(roomId: string, people: Person[]): Promise<Scene["own"]> {
  const written = people.map(async (person) => {
    const edit = (await person.post(roomId, "To edit")).id as string;
    const drop = (await person.post(roomId, "To delete")).id as string;
    return [person, { edit, drop }] as const;
  });
  return new Map(await Promise.all(written));
}

let invitations = 0;

/** Somebody new, who came by an invite. */
export async function invited(admin: Person, name: string, role = "employee"): Promise<Person> {
  const { token } = await admin.must("POST", "/api/invites", { role });
  const email = `invited${++invitations}.${admin.id}@example.com`;
  const person = new Person(admin.site, { name, email, password });
  const { user } = await person.must("POST", `/api/invites/${token}/accept`, { name, email, password });
  person.id = user.id;
  return person;
}
