import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { checkPageCall } from "#lib/auth/page-gate.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";

const { db } = await testDatabase();
const { grace } = await castCompany(db);
const cookie = await cookieOf(grace);
const origin = "http://127.0.0.1:3000";

const check = (path: string, headers: Record<string, string>, method = "GET") => {
  const client = { address: "127.0.0.1", isLoopback: true, origin };
  const header = (name: string) => headers[name];
  const call: Call = {
    method,
    query: new URLSearchParams(),
    client,
    header,
    readBody: async () => Buffer.of(),
    body: () => Readable.from([]),
  };
  return checkPageCall(db, path, call);
};
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);

test("a private page's data is refused to the signed-out, however it is asked for", async () => {
  for (const path of ["/", "/rooms", "/rooms/x", "/you", "/admin/people", "/signin/x", "/nowhere"]) {
    for (const name of ["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-router-state-tree"]) {
      await assert.rejects(check(path, { [name]: "1" }), refusedAs("not_signed_in"), `${path} ${name}`);
      await check(path, { [name]: "1", cookie });
    }
    await check(path, {}); // the page itself sends them to sign in
  }
});

test("the pages before signing in are everybody's", async () => {
  for (const path of ["/signin", "/setup", "/invite/some-token"]) await check(path, { rsc: "1" });
});

test("a server action from elsewhere is refused, signed in or not; one of our own goes on to its own checks", async () => {
  const action = { "next-action": "1", "sec-fetch-site": "same-origin" };
  for (const foreign of ["https://evil.example", "null", ""]) {
    await assert.rejects(check("/rooms", { ...action, cookie, origin: foreign }, "POST"), refusedAs("foreign_origin"));
    await assert.rejects(check("/signin", { ...action, origin: foreign }, "POST"), refusedAs("foreign_origin"));
  }
  await assert.rejects(check("/rooms", { ...action, cookie }, "POST"), refusedAs("foreign_origin"));
  await check("/rooms", { ...action, origin, cookie }, "POST");
  await check("/rooms", { ...action, origin }, "POST");
});
