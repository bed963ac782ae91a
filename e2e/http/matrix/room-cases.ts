import type { RoomAction, Standing } from "#lib/access/policy.ts";
import { mayInRoom } from "#lib/access/policy.ts";
import { multipart, multipartType } from "../../harness/files.ts";
import type { Person } from "../../harness/person.ts";
import type { Kind, Scene } from "./scene.ts";

/**
 * One thing to try in a room. What everybody gets follows from the policy: 404 for those who do not see the room, 403
 * for those whose standing does not let them, else `status`.
 */
export type RoomCase = {
  route: string;
  what?: string;
  action: RoomAction | ((standing: Standing) => RoomAction);
  status: number | ((standing: Standing) => number);
  query?: string;
  body?: unknown | ((scene: Scene, person: Person) => unknown);
  headers?: Record<string, string>;
  ids?: (scene: Scene, person: Person) => Record<string, string>;
  only?: (kind: Kind, scene: Scene) => boolean;
};

const room = "/api/rooms/{roomId}";
const message = `${room}/messages/{messageId}`;
const theMessage = (scene: Scene) => ({ messageId: scene.message });
const reaction = "%F0%9F%91%8D";

/** The owner's target is another than everybody else's, so that the admin and the owner both find theirs. */
const forOwner = <T>(scene: Scene, person: Person, [others, owners]: [T, T]) =>
  person === scene.viewers.get("owner")?.person ? owners : others;

/** In this order: what ends things comes last. */
export const roomCases: RoomCase[] = [
  { route: `GET ${room}`, action: "room.read", status: 200 },
  { route: `GET ${room}/members`, action: "room.read", status: 200 },
  { route: `GET ${room}/messages`, action: "room.read", status: 200 },
  { route: `GET ${room}/changes`, query: "?after=0", action: "room.read", status: 200 },
  { route: `POST ${room}/messages`, body: { content: "Hello" }, action: "message.post", status: 201 },
  {
    route: `POST ${room}/files`,
    body: multipart("plan.txt", "plan"),
    headers: multipartType,
    action: "file.upload",
    status: 201,
  },
  { route: `GET ${room}/files/{fileId}`, ids: ({ file }) => ({ fileId: file }), action: "room.read", status: 200 },
  { route: `POST ${room}/typing`, action: "room.type", status: 204 },
  { route: `PUT ${room}/read`, body: { seq: 1 }, action: "room.markRead", status: 200 },
  { route: `PATCH ${room}/me`, body: { notify: "mentions" }, action: "room.markRead", status: 200 },
  { route: `GET ${message}`, ids: theMessage, action: "room.read", status: 200 },
  { route: `GET ${message}/revisions`, ids: theMessage, action: "message.revisions", status: 200 },
  {
    route: `PUT ${message}/reactions/{reaction}`,
    ids: (scene) => ({ ...theMessage(scene), reaction }),
    action: "message.react",
    status: 204,
  },
  {
    route: `DELETE ${message}/reactions/{reaction}`,
    ids: (scene) => ({ ...theMessage(scene), reaction }),
    action: "message.react",
    status: 204,
  },
  {
    route: `PATCH ${message}`,
    what: "one's own",
    ids: (scene, person) => ({ messageId: scene.own.get(person)?.edit ?? scene.message }),
    body: { content: "Edited" },
    action: "message.edit",
    status: 200,
  },
  {
    route: `PATCH ${message}`,
    what: "another's",
    ids: (scene) => ({ messageId: scene.deletable[0] }),
    body: { content: "Forged" },
    action: "message.edit",
    status: 403,
    only: (kind) => kind !== "guest", // whose message it is
  },
  {
    route: `DELETE ${message}`,
    what: "one's own",
    ids: (scene, person) => ({ messageId: scene.own.get(person)?.drop ?? scene.message }),
    action: "message.delete",
    status: 204,
  },
  {
    route: `DELETE ${message}`,
    what: "another's",
    ids: (scene, person) => ({ messageId: forOwner(scene, person, scene.deletable) }),
    action: "message.deleteAny",
    status: 204,
    only: (kind) => kind !== "guest",
  },
  {
    route: `POST ${room}/members`,
    what: "somebody else",
    body: (scene: Scene, person: Person) => ({ userId: forOwner(scene, person, scene.extras) }),
    action: "member.add",
    status: (_) => 200, // who are members already
  },
  {
    route: `PATCH ${room}/members/{userId}`,
    ids: (scene, person) => ({ userId: forOwner(scene, person, scene.extras) }),
    body: { role: "admin" },
    action: "member.change",
    status: 200,
    only: (_, { facts }) => facts.type !== "direct",
  },
  {
    route: `DELETE ${room}/members/{userId}`,
    what: "somebody else",
    ids: (scene, person) => ({ userId: forOwner(scene, person, scene.extras) }),
    action: "member.remove",
    status: 204,
    only: (_, { facts }) => facts.type !== "direct",
  },
  { route: `PATCH ${room}`, what: "its topic", body: { topic: "Engines" }, action: "room.change", status: 200 },
  {
    route: `PATCH ${room}`,
    what: "archive it",
    body: (scene: Scene) => ({ isActive: scene.facts.isActive }), // as it is already
    action: "room.archive",
    status: 200,
  },
  { route: `DELETE ${room}`, action: "room.delete", status: 204, only: (kind) => kind !== "owner" },
  {
    route: `POST ${room}/members`,
    what: "oneself",
    body: (_: Scene, person: Person) => ({ userId: person.id }),
    action: (standing) => (standing === "browser" ? "member.join" : "room.see"),
    status: (standing) => (standing === "browser" ? 201 : 200),
  },
  {
    route: `DELETE ${room}/members/{userId}`,
    what: "oneself",
    ids: (_, person) => ({ userId: person.id }),
    action: "member.leave",
    status: (standing) => (standing === "owner" ? 409 : 204),
    only: (_, { viewers }) => [...viewers.values()].every(({ standing }) => standing !== "browser"), // they have joined
  },
  { route: `DELETE ${room}`, what: "for good", action: "room.delete", status: 204, only: (kind) => kind === "owner" },
];

/** The answer that the policy gives. */
export function expectedStatus({ action, status }: RoomCase, kind: Kind, { facts, viewers }: Scene): number {
  if (kind === "signed out" || kind === "deactivated") return 401;
  const standing = viewers.get(kind)?.standing ?? null;
  if (!standing) return 404;
  const wanted = typeof action === "function" ? action(standing) : action;
  if (!mayInRoom("room.see", standing, facts)) return 404;
  if (!mayInRoom(wanted, standing, facts)) return 403;
  return typeof status === "function" ? status(standing) : status;
}
