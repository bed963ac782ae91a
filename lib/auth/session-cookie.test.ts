import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encode } from "next-auth/jwt";
import "#db/testing.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { readSessionCookie } from "#lib/auth/session-cookie.ts";
import { cookieOf } from "#lib/auth/testing.ts";

const viewer = { userId: "u1", sessionId: "s1", companyId: "c1", role: "employee", name: "Grace" } as const;
const cookie = await cookieOf(viewer);
const [name = "", token = ""] = cookie.split("=");

test("a sound cookie is read, among others, whole or in pieces", async () => {
  const pieces = `${name}.1=${token.slice(200)}; ${name}.0=${token.slice(0, 200)}`;
  for (const header of [cookie, `theme=dark; ${cookie}; x=y`, ` ${cookie}`, pieces]) {
    const claims = await readSessionCookie(header);
    assert.equal(claims?.sessionId, "s1", header);
    assert.equal(claims?.userId, "u1");
  }
});

test("what is no cookie of ours is nobody's, and throws nothing", async () => {
  const shapes = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string().map((value) => `${name}=${value}`),
    fc.base64String().map((value) => `${name}=${value}..${value}.${value}.${value}`),
    fc.array(fc.nat(9), { maxLength: 6 }).map((ns) => ns.map((n) => `${name}.${n}=abc`).join(";")),
    fc.constantFrom("", name, `${name}=`, `${name}=;`, "=", ";;;", `${name}=${"a".repeat(20_000)}`, `x${cookie}`),
  );
  await fc.assert(fc.asyncProperty(shapes, async (header) => assert.equal(await readSessionCookie(header), null)));
});

test("no character of a cookie can be changed", async () => {
  // But for the last one of each part, whose spare bits mean nothing.
  const position = fc.nat(token.length - 2).filter((at) => token[at + 1] !== ".");
  await fc.assert(
    fc.asyncProperty(position, fc.constantFrom(..."AZaz09-_."), async (at, character) => {
      fc.pre(token[at] !== character);
      const forged = `${name}=${token.slice(0, at)}${character}${token.slice(at + 1)}`;
      assert.equal(await readSessionCookie(forged), null);
    }),
    { numRuns: 60 },
  );
});

test("an expired cookie, and one sealed for something else, are nobody's", async () => {
  assert.equal(await readSessionCookie(await cookieOf(viewer, -60)), null);
  const state = await encode({ token: { sub: "u1", sid: "s1" }, secret: authSecret(), salt: "authjs.state" });
  assert.equal(await readSessionCookie(`${name}=${state}`), null);
  const foreign = await encode({ token: { sub: "u1", sid: "s1" }, secret: "x".repeat(40), salt: name });
  assert.equal(await readSessionCookie(`${name}=${foreign}`), null);
  const incomplete = await encode({ token: { sub: "u1" }, secret: authSecret(), salt: name });
  assert.equal(await readSessionCookie(`${name}=${incomplete}`), null);
});
