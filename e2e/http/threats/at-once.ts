import assert from "node:assert/strict";
import { it } from "node:test";
import type { Answer, Reply } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";

const fifty = (attempt: (number: number) => Promise<Reply>) =>
  Promise.all(Array.from({ length: 50 }, (_, number) => attempt(number)));
const statusesOf = (replies: Reply[]) => replies.map(({ status }) => status).sort();
const one = (first: number, others: number) => [others, ...Array(49).fill(others)].with(first < others ? 0 : 49, first);

export function atOnce(stage: () => Stage): void {
  it("row 27: of fifty who join an open room at once as one person, one does", async () => {
    const { ada, alan } = stage().ours;
    const roomId = await ada.openRoom({ type: "company", name: "Open doors", enrolment: "open" });
    const room = `/api/rooms/${roomId}`;
    const replies = await fifty(() => alan.call("POST", `${room}/members`, { userId: alan.id }));
    assert.deepEqual(statusesOf(replies), one(201, 200));
    const { members } = await ada.must("GET", room);
    assert.equal(members.filter(({ userId }: Answer) => userId === alan.id).length, 1);
    const { changes } = await ada.must("GET", `${room}/changes?after=0`);
    const joined = changes.filter(({ kind, member }: Answer) => kind === "member.added" && member.userId === alan.id);
    assert.equal(joined.length, 1);
    const lines = changes.filter(({ message }: Answer) => message?.metadata.event === "member_joined");
    assert.equal(lines.length, 1, "and it is said once");
  });

  it("row 27: of fifty who open a direct room at once, from both its sides, one does, and all get that one", async () => {
    const { edsger, barbara } = stage().ours;
    const open = (number: number) => {
      const [by, other] = number % 2 ? [edsger, barbara] : [barbara, edsger];
      return by.call("POST", "/api/rooms", { type: "direct", memberIds: [other.id] });
    };
    const replies = await fifty(open);
    assert.deepEqual(statusesOf(replies), one(201, 200));
    assert.equal(new Set(replies.map(({ body }) => body.room.id)).size, 1);
    for (const person of [edsger, barbara]) {
      const { rooms } = await person.must("GET", "/api/rooms");
      assert.equal(rooms.filter(({ with: other }: Answer) => [edsger.id, barbara.id].includes(other?.id)).length, 1);
    }
  });

  it("row 27: of fifty who open their notes to themselves at once, one does", async () => {
    const { linus } = stage().ours;
    const notes = { type: "direct", memberIds: [linus.id] };
    const replies = await fifty(() => linus.call("POST", "/api/rooms", notes));
    assert.deepEqual(statusesOf(replies), one(201, 200));
    assert.equal(new Set(replies.map(({ body }) => body.room.id)).size, 1);
  });

  it("row 27: of fifty claims of a conversation at once, one wins", async () => {
    const { ours, nobody } = stage();
    const { company } = await ours.ada.must("GET", "/api/me");
    const letter = { name: "Denise Martin", email: "denise@example.com", content: "E14" };
    const { room } = await nobody.elsewhere().must("POST", `/api/help/${company.slug}/conversations`, letter);
    const agents = [ours.edsger, ours.barbara, ours.ada];
    const claim = (number: number) => agents[number % 3]?.call("POST", `/api/support/cases/${room.id}/claim`);
    const replies = await fifty((number) => claim(number) as Promise<Reply>);
    assert.deepEqual(statusesOf(replies), one(200, 409));
    const winner = replies.find(({ status }) => status === 200)?.body.case.assignee.id;
    for (const { body, status } of replies) if (status === 409) assert.equal(body.assignee.id, winner);
  });

  it("row 22: of fifty owners' goodbyes at once one is refused, and an owner stays", async () => {
    const { grace, alan, katherine } = stage().ours;
    const memberIds = [alan.id, katherine.id];
    const roomId = await grace.openRoom({ type: "group", name: "Owners", memberIds });
    const room = `/api/rooms/${roomId}`;
    for (const userId of memberIds) await grace.must("PATCH", `${room}/members/${userId}`, { role: "owner" });
    const owners = [grace, alan, katherine];
    const leave = (number: number) => {
      const owner = owners[number % 3] ?? grace;
      const own = `${room}/members/${owner.id}`;
      return number % 2 ? owner.call("DELETE", own) : owner.call("PATCH", own, { role: "member" });
    };
    await fifty(leave);
    const standing = await Promise.all(owners.map(async (owner) => (await owner.get(room)).body));
    const members = standing.find((answer) => answer.members)?.members;
    assert.equal(members.filter(({ role }: Answer) => role === "owner").length, 1);
  });
}
