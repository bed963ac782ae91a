import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { decode } from "next-auth/jwt";
import { castCompany } from "#db/cast.ts";
import { appUser, userSession } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { authSecret } from "#lib/auth/secret.ts";
import { Browser, origin } from "#lib/auth/testing-browser.ts";
import { newId } from "#lib/ids.ts";

const { db } = await testDatabase();
Object.assign(globalThis, { [Symbol.for("parley.database")]: Promise.resolve({ db }) });

const password = "correct horse battery";
const passwordHash = await hashPassword(password);

async function casted() {
  const { grace } = await castCompany(db);
  const email = `grace.${newId()}@example.com`;
  await db.update(appUser).set({ email, emailKey: email, passwordHash }).where(eq(appUser.id, grace.userId));
  return { grace, email, browser: new Browser() };
}

const sessionCookie = "authjs.session-token";

test("the right password gives a session and a small cookie that holds ids alone", async () => {
  const { grace, email, browser } = await casted();
  const response = await browser.signIn(email.toUpperCase(), password);
  assert.deepEqual([response.status, response.headers.get("location")], [302, `${origin}/`]);
  const line = response.headers.getSetCookie().find((each) => each.startsWith(sessionCookie)) ?? "";
  assert.match(line, /; HttpOnly/);
  assert.match(line, /; SameSite=Lax/i);
  assert.ok(line.length < 700);
  const claims = await decode({
    token: browser.cookies.get(sessionCookie) ?? "",
    secret: authSecret(),
    salt: sessionCookie,
  });
  assert.deepEqual(Object.keys(claims ?? {}).toSorted(), ["exp", "iat", "jti", "sid", "sub"]);
  assert.equal((await findViewer(db, browser.cookie))?.userId, grace.userId);
});

test("a wrong password gives no cookie, and an unknown account the same answer", async () => {
  const { email, browser } = await casted();
  const [wrong, unknown] = [
    await browser.signIn(email, "wrong horse battery"),
    await browser.signIn("nobody@example.com", password),
  ];
  assert.equal(browser.cookies.has(sessionCookie), false);
  assert.equal(wrong.status, unknown.status);
  assert.equal(wrong.headers.get("location"), unknown.headers.get("location"));
});

test("after five wrong ones even the right one is a 429 that says when", async () => {
  const { email, browser } = await casted();
  await Promise.all(Array.from({ length: 8 }, () => browser.signIn(email, "wrong horse battery")));
  const limited = await browser.signIn(email, password);
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("content-type"), "application/problem+json");
  assert.ok(Number(limited.headers.get("retry-after")) > 60);
  assert.equal((await limited.json()).code, "rate_limited");
  assert.equal(browser.cookies.has(sessionCookie), false);
});

test("every sign-in makes a session of its own and ends the one before", async () => {
  const { email, browser } = await casted();
  await browser.signIn(email, password);
  const [stolen, first] = [browser.cookie, await findViewer(db, browser.cookie)];
  await browser.signIn(email, password);
  assert.notEqual((await findViewer(db, browser.cookie))?.sessionId, first?.sessionId);
  assert.equal(await findViewer(db, stolen), null);
});

test("signing out ends the session itself, and takes next-auth's token", async () => {
  const { grace, email, browser } = await casted();
  await browser.signIn(email, password);
  await browser.send("signout", { method: "POST", body: "csrfToken=guessed" });
  assert.ok(await findViewer(db, browser.cookie));
  const kept = browser.cookie;
  await browser.post("signout", {});
  assert.equal(browser.cookies.has(sessionCookie), false);
  assert.equal(await findViewer(db, kept), null);
  const rows = await db.select().from(userSession).where(eq(userSession.userId, grace.userId));
  assert.equal(rows.filter((row) => row.revokedAt).length, 1);
});

test("next-auth's own session route shows a live session, and brings no dead one back", async () => {
  const { grace, email, browser } = await casted();
  await browser.signIn(email, password);
  assert.equal((await (await browser.send("session")).json()).user.id, grace.userId);
  assert.ok(await findViewer(db, browser.cookie));
  const kept = browser.cookies.get(sessionCookie) ?? "";
  await browser.post("signout", {});
  browser.cookies.set(sessionCookie, kept);
  assert.equal(await (await browser.send("session")).json(), null);
  assert.equal(browser.cookies.has(sessionCookie), false);
});

test("other sites, and pages without an origin, get nowhere", async () => {
  const { email, browser } = await casted();
  const { csrfToken } = await (await browser.send("csrf")).json();
  const body = new URLSearchParams({ csrfToken, email, password }).toString();
  for (const foreign of ["https://evil.example", "null", "http://127.0.0.1:3001", ""]) {
    const response = await browser.send("callback/credentials", { method: "POST", body, headers: { origin: foreign } });
    assert.equal(response.status, 403, foreign);
  }
  assert.equal(browser.cookies.has(sessionCookie), false);
  const forged = await browser.send("callback/credentials", {
    method: "POST",
    body: body.replace(csrfToken, "guessed"),
  });
  assert.match(forged.headers.get("location") ?? "", /error=MissingCSRF/);
  assert.equal(browser.cookies.has(sessionCookie), false);
});

test("bodies that are none are refused in words", async () => {
  const { email, browser } = await casted();
  const post = (body: string, type = "application/x-www-form-urlencoded") =>
    browser.send("callback/credentials", { method: "POST", body, headers: { "content-type": type } });
  const refused = [
    [await post("email=a", "text/plain"), 415],
    [await post("{}", "multipart/form-data; boundary=x"), 415],
    [await post(`email=${email}&password=${"x".repeat(1_000_000)}`), 413],
    [await post(`email=${email}&password=${"x".repeat(5_000)}`), 422],
    [await post(`email=${email}&password=%00`), 422],
    [await post("email=%22ada%22%40example.com&password=x"), 422],
    [await post("password=x"), 422],
    [await post("[1]", "application/json"), 422],
    [await post("{", "application/json"), 400],
  ] as const;
  for (const [response, status] of refused) {
    assert.equal(response.status, status);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
  }
});

test("a redirect stays on our origin, whatever address is asked for", async () => {
  const browser = new Browser();
  const wild = fc.oneof(
    fc.constantFrom(
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "%2f%2fevil.example",
      "https://evil.example",
    ),
    fc.constantFrom(
      "javascript:alert(1)",
      "http://[",
      `${origin}@evil.example`,
      "/rooms?x=1",
      "\t//evil.example",
      "data:,x",
    ),
    fc.string({ unit: "binary" }),
    fc.webUrl(),
  );
  await fc.assert(
    fc.asyncProperty(wild, async (callbackUrl) => {
      const response = await new Browser().post("signout", { callbackUrl });
      if (response.status === 422) return;
      assert.equal(response.status, 302);
      assert.equal(new URL(response.headers.get("location") ?? "", "https://elsewhere.example").origin, origin);
    }),
  );
  const damaged = await browser.send("session", { headers: { cookie: "authjs.callback-url=http%3A%2F%2F%5B" } });
  assert.equal(damaged.status, 200);
});

test("whatever else next-auth could serve is not there", async () => {
  const browser = new Browser();
  for (const path of ["error", "signout", "verify-request", "callback/credentials", "signin/github", "csrf/x", "zzz"]) {
    assert.equal((await browser.send(path)).status, 404, path);
  }
  for (const path of ["session", "signin/credentials", "csrf"])
    assert.equal((await browser.post(path, {})).status, 404, path);
});
