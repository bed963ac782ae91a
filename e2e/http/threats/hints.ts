import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { it } from "node:test";
import { sentFile } from "../../harness/files.ts";
import type { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import { until } from "../../harness/until.ts";
import { comparable } from "../matrix/compare.ts";

const thumb = "%F0%9F%91%8D";

export function hints(stage: () => Stage): void {
  it("row 21: outsiders, admins among them, neither hear nor read that a private room is there", async () => {
    const { ada, edsger, linus, carol, grace, katherine } = stage().theirs;
    const outsiders = [ada, edsger, linus, carol];
    const memberIds = outsiders.slice(1).map(({ id }) => id);
    const shared = await ada.openRoom({ type: "group", name: "Everybody else", memberIds });
    const before = await Promise.all(outsiders.map(view));
    const streams = await Promise.all(outsiders.map((person) => person.stream()));
    const inside = await katherine.stream();
    const secrets = await liveIn(grace, katherine);
    await until(() => inside.named("typing").length > 0 && inside.named("read").length > 0, "the inside hears it");
    await until(() => inside.named("presence").some(({ data }) => data.userId === grace.id), "and who is here");
    assert.deepEqual(await Promise.all(outsiders.map(view)), before, "the outside reads what it read before");
    await grace.must("DELETE", `/api/rooms/${secrets[0]}`);
    await until(() => inside.named("room.gone").length > 0, "the room is gone inside");
    await ada.post(shared, "The end");
    for (const [index, stream] of streams.entries()) {
      await until(() => stream.texts(shared).length > 0, "what came last has come");
      const heard = JSON.stringify(stream.events);
      for (const secret of [...secrets, grace.id, katherine.id])
        assert.ok(!heard.includes(secret), `${outsiders[index]?.name} heard of ${secret}`);
    }
    for (const stream of [...streams, inside]) stream.cut();
  });

  it("row 21: what an admin is told of limits and people names no room and nothing that was said", async () => {
    const { ada, grace, katherine } = stage().theirs;
    const roomId = await grace.openRoom({ type: "group", name: "Unspoken", memberIds: [katherine.id] });
    await grace.post(roomId, "Unspeakable");
    for (const path of [
      "/api/admin/people",
      "/api/admin/rooms",
      "/api/admin/audit",
      "/api/admin/rate-limits",
      "/api/invites",
    ]) {
      const { status, text } = await ada.get(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(text, /Unspoken|Unspeakable/, path);
    }
    const entries = (await ada.must("GET", `/api/admin/rate-limits?roomId=${randomUUID()}`)).entries;
    assert.deepEqual(entries, []);
  });

  it("row 18: a customer's lists of members hold names and no addresses", async () => {
    const { grace, carol, alan } = stage().ours;
    const roomId = await grace.openRoom({ type: "group", name: "With a customer", memberIds: [carol.id, alan.id] });
    const stream = await carol.stream();
    await grace.must("PATCH", `/api/rooms/${roomId}/members/${alan.id}`, { role: "admin" });
    await until(() => stream.changes(roomId).length > 0, "the change arrives");
    for (const path of [`/api/rooms/${roomId}`, `/api/rooms/${roomId}/members`, "/api/people"]) {
      const { text } = await carol.get(path);
      assert.ok(text.includes(alan.name), path);
      assert.ok(!text.includes("@"), `${path} tells a customer an address`);
    }
    assert.doesNotMatch(JSON.stringify(stream.events), /@/);
    stream.cut();
  });
}

/** All that can be done in a private room; gives the words and ids by which it would be known. */
async function liveIn(grace: Person, katherine: Person): Promise<string[]> {
  const roomId = await grace.openRoom({ type: "group", name: "Hush hush", memberIds: [katherine.id] });
  const room = `/api/rooms/${roomId}`;
  const { id, seq } = await grace.post(roomId, "Whispered words");
  for (const person of [grace, katherine]) {
    await person.must("POST", `${room}/typing`);
    await person.must("PUT", `${room}/read`, { seq });
    await person.must("POST", "/api/presence", { state: "away" });
    await person.must("POST", "/api/presence", { state: "active" });
    await person.must("PUT", `${room}/messages/${id}/reactions/${thumb}`);
    await sentFile(person, roomId);
  }
  await grace.must("PATCH", `${room}/messages/${id}`, { content: "Whispered again" });
  await grace.must("PATCH", room, { topic: "Whispers", name: "Hush" });
  await grace.must("PATCH", `${room}/members/${katherine.id}`, { role: "admin" });
  await grace.must("PATCH", room, { isActive: false });
  return [roomId, id, "Hush", "Whisper"];
}

/** All that somebody can read of rooms that are not theirs. */
async function view(person: Person) {
  const paths = ["/api/rooms?scope=browse", "/api/presence", "/api/search?q=whispered", "/api/search?q=hush"];
  const answers = await Promise.all(paths.map(async (path) => comparable(await person.get(path))));
  const { rooms } = await person.must("GET", "/api/rooms");
  return { answers, rooms };
}
