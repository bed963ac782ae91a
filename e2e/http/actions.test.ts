import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Stage, setUp } from "../harness/stage.ts";
import { actionCases, callAction, outcomeOf } from "./matrix/actions.ts";
import { builtActions, exportedActions } from "./matrix/enumerate.ts";

describe("every server action, called by anybody with anything", () => {
  let stage: Stage;
  before(async () => {
    stage = await setUp();
  });
  after(() => stage?.close());

  it("has a case for each", () => {
    const known = Object.keys(actionCases).sort();
    assert.deepEqual(exportedActions().sort(), known, "every exported action has a case, and every case an action");
    assert.deepEqual([...builtActions().keys()].sort(), known, "the build has the same actions");
  });

  it("refuses whoever may not", async () => {
    for (const [name, { input, refused, allowed }] of Object.entries(actionCases)) {
      const given = await input(stage);
      for (const { who, status } of refused) {
        const reply = await callAction(who(stage), name, given);
        assert.equal(outcomeOf(reply), status, `${name} by ${who(stage).name}: ${reply.status} ${reply.text}`);
        assert.match(reply.headers["cache-control"] ?? "", /no-store/, name);
      }
      if (!allowed) continue;
      const reply = await callAction(allowed(stage), name, given);
      assert.equal(outcomeOf(reply), 200, `${name}: ${reply.status} ${reply.text}`);
    }
  });

  it("answers for what is hidden as for what is absent", async () => {
    const { ours, theirs } = stage;
    const roomId = await theirs.grace.openRoom({ type: "group", name: "Theirs" });
    const answers = [roomId, "0190a0a0-0000-7000-8000-000000000000"].map(async (id) => {
      const { text } = await callAction(ours.alan, "joinRoomAction", { roomId: id });
      return text;
    });
    const [hidden, absent] = await Promise.all(answers);
    assert.equal(hidden, absent);
  });

  it("takes them from our own pages alone", async () => {
    const { alan } = stage.ours;
    for (const origin of ["https://evil.example", "null", undefined]) {
      const reply = await callAction(alan, "createRoomAction", { type: "group", name: "Forged" }, { origin });
      assert.equal(outcomeOf(reply) ?? reply.status, 403, `origin ${origin}: ${reply.status} ${reply.text}`);
    }
    const { text } = await alan.get("/api/rooms");
    assert.ok(!text.includes("Forged"));
  });

  it("survives input that is none, with a 4xx", async () => {
    const { alan } = stage.ours;
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`;
    const multipart = { "content-type": "multipart/form-data; boundary=x" };
    const tries: [unknown, Record<string, string | undefined>?][] = [
      ["not json"],
      [""],
      ["[]"],
      ["[null]"],
      ['["$1"]'],
      ['["$F1"]'],
      ['["$Q1"]'],
      ['["$@1"]'],
      ['["$1:__proto__:then"]'],
      ['[{"then":"$1:then"}]'],
      ['{"0":"$1:constructor:constructor"}'],
      ['[{"type":"group","name":"\\u0000"}]'],
      ['[{"type":"group","name":"\\ud800"}]'],
      ["[".repeat(100_000)],
      ["[".repeat(100_000) + "]".repeat(100_000)],
      [Buffer.alloc(2_000_000, "a")],
      [Buffer.alloc(12_000_000, "a")],
      [Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d])],
      [[{}], { "next-action": `7f${"0".repeat(40)}` }],
      [[{}], { "next-action": "nonsense" }],
      ["[{}]", { "content-type": "application/json" }],
      ["a=b", { "content-type": "application/x-www-form-urlencoded" }],
      ["", { "content-type": "multipart/form-data" }],
      ["", multipart],
      [part("0", '["$1:__proto__:then"]'), multipart],
      [part("0", '["$F1"]'), multipart],
      [part(`1_$ACTION_ID_${"7f".repeat(21)}`, ""), { ...multipart, "next-action": undefined }],
    ];
    for (const [input, headers] of tries) {
      const reply = await callAction(alan, "createRoomAction", input, headers);
      const status = outcomeOf(reply) ?? reply.status;
      const what = `${String(input).slice(0, 40)} ${JSON.stringify(headers ?? {})}`;
      assert.ok(status >= 400 && status < 500, `${what}: ${reply.status} ${reply.text.slice(0, 300)}`);
      assert.ok(reply.status < 500, `${what}: ${reply.status}`);
    }
    assert.equal((await stage.nobody.get("/api/health")).status, 200);
  });
});
