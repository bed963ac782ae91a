import assert from "node:assert/strict";
import { it } from "node:test";
import { uploaded } from "../../harness/files.ts";
import type { Answer, Reply } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";

const thumb = "%F0%9F%91%8D";
const animals = (count: number) =>
  Array.from({ length: count }, (_, number) => encodeURIComponent(String.fromCodePoint(0x1f400 + number)));

export function messages(stage: () => Stage): void {
  const openGroup = (name: string) => {
    const { grace, alan } = stage().ours;
    return grace.openRoom({ type: "group", name, memberIds: [alan.id] });
  };

  it("row 24: an earlier message is edited by whom may send now, and nobody else", async () => {
    const { ada, grace, alan } = stage().ours;
    const edit = (path: string) => alan.call("PATCH", path, { content: "Changed" });
    const roomId = await openGroup("To be archived");
    const path = `/api/rooms/${roomId}/messages/${(await alan.post(roomId, "As it was")).id}`;
    await grace.must("PATCH", `/api/rooms/${roomId}`, { isActive: false });
    assert.equal((await edit(path)).body.code, "forbidden", "in an archived room");
    await grace.must("PATCH", `/api/rooms/${roomId}`, { isActive: true });
    await grace.must("DELETE", `/api/rooms/${roomId}/members/${alan.id}`);
    assert.equal((await edit(path)).status, 404, "after the removal");
    const { message } = await grace.must("GET", path);
    assert.deepEqual([message.content, message.editedAt], ["As it was", null]);

    const news = await ada.openRoom({ type: "company", name: "News", enrolment: "open", memberIds: [alan.id] });
    const member = `/api/rooms/${news}/members/${alan.id}`;
    await ada.must("PATCH", member, { role: "admin" });
    await ada.must("PATCH", `/api/rooms/${news}`, { posting: "admins" });
    const announced = `/api/rooms/${news}/messages/${(await alan.post(news, "Announced")).id}`;
    assert.equal((await edit(announced)).status, 200, "as its admin");
    await ada.must("PATCH", member, { role: "member" });
    assert.equal((await edit(announced)).body.code, "forbidden", "after the demotion");
    assert.equal((await alan.call("DELETE", announced)).status, 204, "one's own may still be taken back");
  });

  it("row 24: a deleted message takes no reaction, edit or quote, also while it is being deleted", async () => {
    const { grace, alan } = stage().ours;
    const roomId = await openGroup("Regrets");
    const room = `/api/rooms/${roomId}`;
    const { id } = await alan.post(roomId, "Regrettable");
    const path = `${room}/messages/${id}`;
    const quote = { content: "Really?", replyToId: id };
    const reply = (await grace.must("POST", `${room}/messages`, quote)).message.id;
    const tries = () => [
      alan.call("PATCH", path, { content: "Better" }),
      grace.call("PUT", `${path}/reactions/${thumb}`),
      grace.call("DELETE", `${path}/reactions/${thumb}`),
      grace.call("POST", `${room}/messages`, { ...quote, clientId: crypto.randomUUID() }),
    ];
    const meanwhile = [...tries(), ...tries(), alan.call("DELETE", path), ...tries(), ...tries()];
    for (const { status, text } of await Promise.all(meanwhile)) assert.ok([200, 201, 204, 409].includes(status), text);
    for (const { body, status } of await Promise.all(tries()))
      assert.deepEqual([status, body?.code], [409, "message_deleted"]);
    const { message } = await grace.must("GET", path);
    const { content, isDeleted, reactions, editedAt } = message;
    assert.deepEqual(
      { content, isDeleted, reactions, editedAt },
      { content: null, isDeleted: true, reactions: [], editedAt: null },
    );
    assert.deepEqual((await grace.must("GET", `${path}/revisions`)).revisions, []);
    assert.equal((await grace.must("GET", `${room}/messages/${reply}`)).message.replyTo.content, null);
    const { text } = await grace.get(`${room}/messages`);
    assert.doesNotMatch(text, /Regrettable|Better/);
  });

  it("row 33: a reaction is one emoji, and nothing else", async () => {
    const { grace } = stage().ours;
    const roomId = await openGroup("Emoji");
    const reactions = `/api/rooms/${roomId}/messages/${(await grace.post(roomId, "React")).id}/reactions`;
    const none = [
      "a",
      "1",
      "©",
      "☺",
      ":)",
      ":thumbsup:",
      "👍👍",
      "👍a",
      " 👍",
      "👍\u0301",
      "👍\u200b",
      "👍\u0000",
      "🇩",
      "🇩🇪🇫🇷",
    ];
    const wild = [
      "\u200d",
      "👩‍",
      "👩‍👩‍👩‍👩‍👩‍👩",
      "<b>",
      "__proto__",
      "👍".repeat(40),
      "\u202e👍",
      "🏴\u{e0067}\u{e007f}",
    ];
    for (const text of [...none, ...wild]) {
      const { status } = await grace.call("PUT", `${reactions}/${encodeURIComponent(text)}`);
      assert.equal(status, 422, JSON.stringify(text));
    }
    for (const text of ["👍", "👍🏽", "🇩🇪", "👩‍❤️‍💋‍👩", "1️⃣", "☺️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
      assert.equal((await grace.call("PUT", `${reactions}/${encodeURIComponent(text)}`)).status, 204, text);
  });

  it("row 33: a message takes forty different emoji, also when fifty come at once", async () => {
    const { grace, alan } = stage().ours;
    const roomId = await openGroup("Zoo");
    const path = `/api/rooms/${roomId}/messages/${(await grace.post(roomId, "React")).id}`;
    const put = (emoji: string) => grace.call("PUT", `${path}/reactions/${emoji}`);
    const replies = await Promise.all(animals(50).map(put));
    const isRefused = ({ body }: Reply) => body?.code === "too_many_reactions";
    assert.deepEqual(
      [replies.filter(({ status }) => status === 204).length, replies.filter(isRefused).length],
      [40, 10],
    );
    const { reactions } = (await grace.must("GET", path)).message;
    assert.equal(reactions.length, 40);
    const [known] = reactions;
    const joined = await alan.call("PUT", `${path}/reactions/${encodeURIComponent(known.reaction)}`);
    assert.equal(joined.status, 204, "one that is there takes more people");
  });

  it("row 15: no id in a body or a query stands for the one in the path", async () => {
    const { grace } = stage().ours;
    const [here, there] = [await openGroup("Here"), await openGroup("There")];
    const foreign = (await grace.post(there, "There")).id;
    const { id: file } = await uploaded(grace, there, "plan.txt", "plan");
    const path = `/api/rooms/${here}/messages`;
    const own = `${path}/${(await grace.post(here, "Here")).id}`;
    const tries: [string, string, unknown?][] = [
      ["POST", path, { content: "Lost", roomId: there }],
      ["POST", `${path}?roomId=${there}`, { content: "Lost", room_id: there }],
      ["POST", path, { content: "Lost", replyToId: foreign }],
      ["POST", path, { fileIds: [file] }],
      ["PATCH", own, { content: "Lost", messageId: foreign }],
      ["PATCH", own, { content: "Lost", id: foreign }],
      ["GET", `${path}?roomId=${there}`],
      ["GET", `${own}?messageId=${foreign}`],
      ["DELETE", `${own}?messageId=${foreign}`],
      ["PATCH", `/api/rooms/${here}`, { name: "Lost", roomId: there }],
      ["POST", `/api/rooms/${here}/members`, { userId: stage().ours.linus.id, roomId: there }],
      ["PUT", `/api/rooms/${here}/read`, { seq: 1, userId: stage().ours.alan.id }],
    ];
    for (const [method, address, body] of tries) {
      const { status, text } = await grace.call(method, address, body);
      assert.equal(status, 422, `${method} ${address} ${JSON.stringify(body)}: ${text}`);
    }
    for (const room of [here, there])
      assert.doesNotMatch((await grace.get(`/api/rooms/${room}/messages`)).text, /Lost/);
  });

  it("row 23: what the server decides cannot be sent, at any door", async () => {
    const { grace, alan } = stage().ours;
    const roomId = await openGroup("Fixed");
    const { id } = await grace.post(roomId, "Fixed");
    const room = `/api/rooms/${roomId}`;
    const times = { createdAt: "2001-01-01T00:00:00Z", updatedAt: "2001-01-01T00:00:00Z", deletedAt: null };
    const theirs = stage().theirs.alan.id;
    const doors: [string, string, object, Record<string, unknown>][] = [
      [
        "POST",
        "/api/rooms",
        { type: "group", name: "New" },
        { id, companyId: theirs, createdBy: theirs, lastSeq: 1, ...times },
      ],
      [
        "PATCH",
        room,
        { name: "New" },
        { type: "company", companyId: theirs, createdBy: alan.id, lastSeq: 9, id, enrolment: "open", ...times },
      ],
      [
        "POST",
        `${room}/messages`,
        { content: "New" },
        {
          senderId: alan.id,
          sender: alan.id,
          seq: 1,
          id,
          role: "owner",
          isDeleted: true,
          metadata: {},
          ordinal: 1,
          ...times,
        },
      ],
      [
        "PATCH",
        `${room}/messages/${id}`,
        { content: "New" },
        { senderId: alan.id, seq: 1, type: "system", audience: "staff", isDeleted: true, ...times },
      ],
      [
        "PATCH",
        `${room}/members/${alan.id}`,
        { role: "member" },
        { userId: theirs, joinedSeq: 0, isActive: false, lastReadSeq: 0 },
      ],
      ["PATCH", `${room}/me`, { notify: "all" }, { role: "owner", lastReadSeq: 0, joinedSeq: 0 }],
      [
        "PATCH",
        "/api/me",
        { name: grace.name },
        { role: "admin", companyId: theirs, email: "x@example.com", isActive: true, id },
      ],
    ];
    for (const [method, path, sound, fields] of doors) {
      for (const [field, value] of Object.entries(fields)) {
        const { status, text } = await grace.call(method, path, { ...sound, [field]: value });
        assert.equal(status, 422, `${method} ${path} with ${field}: ${text}`);
      }
    }
    assert.equal((await grace.call("POST", `${room}/messages`, { content: "New", type: "system" })).status, 422);
    assert.doesNotMatch((await grace.get(`${room}/messages`)).text, /New/);
    const { type, name }: Answer = (await grace.must("GET", room)).room;
    assert.deepEqual([type, name], ["group", "Fixed"]);
  });
}
