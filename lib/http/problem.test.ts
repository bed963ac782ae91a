import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { problemAnswer } from "#lib/http/problem.ts";
import { log } from "#lib/log.ts";

mock.method(log, "error", () => {});

test("row 38: what breaks is told to nobody but the log: neither statement nor path, address nor secret", () => {
  const query = "Failed query: select password_hash from app_user where email = $1\nparams: hunter2";
  const lost = Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:5432"), { code: "ECONNREFUSED" });
  const broken: [unknown, string][] = [
    [new Error(query, { cause: Object.assign(new Error("column"), { code: "42703" }) }), "internal"],
    [new TypeError("Cannot read /srv/parley/.data/secrets.json"), "internal"],
    ["hunter2", "internal"],
    [null, "internal"],
    [{ code: "not_found", message: "hunter2" }, "internal"],
    [new Error("Failed query: select hunter2", { cause: lost }), "unavailable"],
    [Object.assign(new Error("terminating connection of hunter2"), { code: "57P01" }), "unavailable"],
  ];
  for (const [thrown, code] of broken) {
    const { status, body, headers } = problemAnswer(thrown, "0190a0a0-0000-7000-8000-000000000000");
    const text = JSON.stringify([body, headers]);
    assert.equal((body as { code: string }).code, code, text);
    assert.equal(status, code === "internal" ? 500 : 503);
    assert.ok(text.includes('"requestId":"0190a0a0-0000-7000-8000-000000000000"'));
    assert.doesNotMatch(text, /hunter2|select|app_user|\/srv|10\.1\.2\.3|\.[jt]s:/);
  }
});
