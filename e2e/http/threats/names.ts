import assert from "node:assert/strict";
import { it } from "node:test";
import { multipart, multipartType, uploaded } from "../../harness/files.ts";
import type { Reply } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";

const controls = ["\n", "\r\n", "\t", "\0", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028"];
const directions = ["\u200e", "\u200f", "\u061c", "\u202a", "\u202e", "\u2066", "\u2069"];
const unseen = [...controls, ...directions];

export function names(stage: () => Stage): void {
  it("row 29: names and topics take no control and no direction characters", async () => {
    const { ours, nobody } = stage();
    const { ada, grace, edsger } = ours;
    const roomId = await grace.openRoom({ type: "group", name: "Names" });
    const { company } = await ada.must("GET", "/api/me");
    const letter = { name: "Denise", email: "denise@example.com", content: "Hello", subject: "Meter" };
    const help = `/api/help/${company.slug}/conversations`;
    const { room } = await nobody.elsewhere().must("POST", help, letter);
    const invited = async () => (await ada.must("POST", "/api/invites", { role: "employee" })).token;
    const token = await invited();
    const account = { email: "names@example.com", password: "a long enough password" };
    const doors: Record<string, (name: string) => Promise<Reply>> = {
      "a room's name": (name) => grace.call("POST", "/api/rooms", { type: "group", name }),
      "a room's new name": (name) => grace.call("PATCH", `/api/rooms/${roomId}`, { name }),
      "a topic": (topic) => grace.call("PATCH", `/api/rooms/${roomId}`, { topic }),
      "one's name": (name) => grace.call("PATCH", "/api/me", { name }),
      initials: (initials) => grace.call("PATCH", "/api/me", { initials }),
      "a token's name": (name) => grace.call("POST", "/api/tokens", { name }),
      "a newcomer's name": (name) => nobody.call("POST", `/api/invites/${token}/accept`, { ...account, name }),
      "a customer's name": (name) => nobody.call("POST", help, { ...letter, name }),
      "a subject": (subject) => nobody.call("POST", help, { ...letter, subject }),
      "a tag": (tag) => edsger.call("PATCH", `/api/support/cases/${room.id}`, { tags: [tag] }),
      "a company's name": (name) =>
        nobody.call("POST", "/api/setup", { company: { name }, admin: { ...account, name: "Eve" } }),
    };
    for (const [what, send] of Object.entries(doors)) {
      for (const mark of unseen) {
        const { status, text } = await send(`a${mark}b`);
        assert.equal(status, 422, `${what} with ${JSON.stringify(mark)}: ${status} ${text}`);
      }
    }
  });

  it("row 29: a file's name comes back as one line that reads in one direction", async () => {
    const { grace } = stage().ours;
    const roomId = await grace.openRoom({ type: "group", name: "File names" });
    for (const mark of unseen) {
      const path = `/api/rooms/${roomId}/files`;
      const { status, body } = await grace.call(
        "POST",
        path,
        multipart(`invoice${mark}fdp.exe`, "plan"),
        multipartType,
      );
      if (status === 201) assert.match(body.name, /^invoice(\[31m)? ?fdp\.exe$/, JSON.stringify(mark));
      else assert.equal(status, 422, JSON.stringify(mark));
    }
    const { name } = await uploaded(grace, roomId, "invoice\u202efdp.exe", "plan");
    assert.equal(name, "invoicefdp.exe");
  });

  it("row 29: the log is one line an event, whatever people call themselves and send", async () => {
    const { grace } = stage().ours;
    const forged = '\n{"level":"error","message":"forged"}';
    await grace.call("GET", `/api/people?q=${encodeURIComponent(forged)}`);
    await grace.call("GET", `/api/rooms?scope=${encodeURIComponent(`${forged}\x1b[2J`)}`);
    await grace.call("PATCH", "/api/me", { name: forged });
    await grace.call("GET", "/api/me", undefined, { "user-agent": "x\x85y" });
    const logs = stage().server.logs();
    assert.doesNotMatch(logs, /forged/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(logs, /[\x00-\x09\x0b-\x1f\x7f\u202e]/);
  });

  it("row 9: an address is plain, and opens one account however it is spelt", async () => {
    const { ours, nobody } = stage();
    const { ada, grace } = ours;
    const { company } = await ada.must("GET", "/api/me");
    const { token } = await ada.must("POST", "/api/invites", { role: "employee" });
    const account = { name: "Eve", password: "a long enough password" };
    const accept = (email: string) => nobody.call("POST", `/api/invites/${token}/accept`, { ...account, email });
    const odd = [
      '"eve"@example.com',
      '"eve@evil.example"@example.com',
      "eve@evil.example@example.com",
      "ｅve@example.com",
      "eve@exámple.com",
      "eve@example。com",
      "eve(comment)@example.com",
      "<eve@example.com>",
      "eve@example.com,ada@example.com",
      "eve@[127.0.0.1]",
      "eve@localhost",
      "eve..x@example.com",
      "eve @example.com",
      "eve@example.com\r\nBcc: ada@example.com",
      "eve\0@example.com",
      "eve\u202e@example.com",
      `${"e".repeat(65)}@example.com`,
    ];
    const doors: ((email: string) => Promise<Reply>)[] = [
      accept,
      (email) => ada.call("POST", "/api/invites", { role: "employee", email }),
      (email) =>
        nobody.call("POST", `/api/help/${company.slug}/conversations`, { name: "Eve", email, content: "Hello" }),
    ];
    for (const email of odd)
      for (const send of doors) assert.equal((await send(email)).status, 422, JSON.stringify(email));
    const [local, domain] = grace.email.split("@");
    for (const email of [grace.email.toUpperCase(), `${local}+second@${domain}`, ` ${grace.email} `])
      assert.equal((await accept(email)).body.code, "email_taken", email);
  });
}
