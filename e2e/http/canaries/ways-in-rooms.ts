import { randomUUID } from "node:crypto";
import { multipart, multipartType, uploaded } from "../../harness/files.ts";
import type { Stage } from "../../harness/stage.ts";
import { callAction } from "../matrix/actions.ts";
import { expectFrom, type Way } from "./way.ts";

/** Words in messages, files, topics, searches, profiles and actions, taken and refused; at the end some of it is deleted. */
export async function waysInRooms(stage: Stage, word: () => string): Promise<{ ways: Way[]; end: Way }> {
  const { grace, alan, katherine, carol } = stage.ours;
  const memberIds = [alan.id, katherine.id, carol.id];
  const roomId = await grace.openRoom({ type: "group", name: "Aviary", memberIds });
  const direct = await grace.openRoom({ type: "direct", memberIds: [alan.id] });
  const room = `/api/rooms/${roomId}`;
  const first = await grace.post(roomId, word());
  const message = `${room}/messages/${first.id}`;
  const clientId = randomUUID();
  const expect = expectFrom(grace);
  const ways: Way[] = [
    () => alan.post(roomId, word()),
    () => grace.post(direct, `/me sings ${word()}`),
    () => expect(200, "PATCH", message, { content: word() }),
    () => alan.must("POST", `${room}/messages`, { content: word(), replyToId: first.id }),
    () => expect(200, "PATCH", room, { topic: word() }),
    () => grace.must("POST", `${room}/messages`, { content: word(), clientId }).catch(() => {}), // once 201, then 409
    () => expect(422, "POST", `${room}/messages`, { content: word().repeat(400) }),
    () => expect(422, "POST", `${room}/messages`, { content: word(), unknown: word() }),
    () => expect(422, "POST", `${room}/messages`, { [word()]: 1 }),
    () => expect(422, "PATCH", room, { topic: word().repeat(9) }),
    () => expect(400, "POST", `${room}/messages`, `{"content":"${word()}`),
    () => expect(400, "PATCH", room, `${word()}`),
    () => expect(415, "POST", `${room}/messages`, word(), { "content-type": "text/plain" }),
    () => expect(404, "POST", `/api/rooms/${randomUUID()}/messages`, { content: word() }),
    () => expect(403, "POST", `${room}/messages`, { content: word() }, { origin: "https://evil.example" }),
    () => expect(413, "POST", `${room}/messages`, word().repeat(10_000)),
    () => expect(422, "PUT", `${message}/reactions/${word()}`),
    async () => {
      const { id } = await uploaded(grace, roomId, `${word()}.txt`, word().repeat(9));
      await grace.must("POST", `${room}/messages`, { content: word(), fileIds: [id] });
    },
    () => uploaded(grace, roomId, `${word()}.svg`, `<svg>${word()}</svg>`), // and never sent
    () => expect(422, "POST", `${room}/files`, multipart(word(), ""), multipartType),
    () => expect(422, "POST", `${room}/files`, multipart(word(), word()).subarray(0, -30), multipartType),
    () => expect(415, "POST", `${room}/files`, multipart(word(), word()), { "content-type": "application/json" }),
    () => expect(200, "GET", `/api/search?q=${word()}`),
    () => expect(200, "GET", `/api/search?q=%22${word()}%20${word()}%22&roomId=${roomId}`),
    () => expect(200, "GET", `/api/people?q=${word()}`),
    () => expect(200, "GET", `/search?q=${word()}`),
    () => expect(422, "GET", `/api/search?q=${word()}&has=${word()}`),
    () => expect(422, "GET", `/api/sync?cursor=${word()}`),
    () => expect(422, "GET", `/api/rooms?scope=${word()}`),
    () => expect(422, "PATCH", "/api/me", { status: word() }),
    () => expect(422, "PATCH", "/api/me", { name: word().repeat(9), timeZone: word() }),
    () => callAction(grace, "createRoomAction", { type: "group", name: "", more: word() }),
    () => callAction(grace, "createRoomAction", `[{"name":"${word()}`),
    () => callAction(grace, "createRoomAction", word()),
    () => callAction(grace, "createRoomAction", ["$1", word()]),
  ];
  const end = async () => {
    await grace.must("POST", `${room}/members`, { userId: stage.ours.linus.id });
    await grace.must("DELETE", `${room}/members/${stage.ours.linus.id}`);
    await grace.must("DELETE", message);
  };
  return { ways, end };
}
