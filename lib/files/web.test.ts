import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { getFile, postFile } from "#lib/files/endpoints.ts";
import { storedFiles, temporaryFolder } from "#lib/files/testing.ts";
import { serve } from "#lib/http/web.ts";
import { createRoom } from "#lib/rooms/create.ts";

const folder = temporaryFolder();
process.env.DATA_DIR = folder;
process.env.RATE_LIMIT_FACTOR = "100000";
process.env.FILE_SIZE_MAX = "1";
const { db } = await testDatabase();
Object.assign(globalThis, { [Symbol.for("parley.database")]: Promise.resolve({ db }) });

const origin = "http://127.0.0.1:3000";

test("a host without our own server takes files in and gives them out just so", async () => {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  const url = `${origin}/api/rooms/${roomId}/files`;
  const headers = { cookie: await cookieOf(grace), host: "127.0.0.1:3000", origin };
  const upload = (bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData();
    body.append("file", new File([bytes], 'a "plan".txt'));
    return serve(postFile)(new Request(url, { method: "POST", headers, body }), {
      params: Promise.resolve({ roomId }),
    });
  };
  const bytes = new Uint8Array(200_000).fill(65);
  const uploaded = await upload(bytes);
  assert.equal(uploaded.status, 201);
  const { id, name, size } = await uploaded.json();
  assert.deepEqual([name, size], ["a plan.txt", 200_000]);
  const params = Promise.resolve({ roomId, fileId: id });
  const read = (more: object, method = "GET") =>
    serve(getFile)(new Request(`${url}/${id}`, { method, headers: { ...headers, ...more } }), { params });
  const whole = await read({});
  assert.deepEqual([whole.status, whole.headers.get("content-length")], [200, "200000"]);
  assert.ok(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(bytes)));
  const part = await read({ range: "bytes=65000-66999" });
  assert.deepEqual([part.status, (await part.text()).length], [206, 2000]);
  assert.deepEqual([(await read({}, "HEAD")).status, (await read({ cookie: "" })).status], [200, 401]);
  const before = storedFiles(folder).length;
  assert.equal((await upload(new Uint8Array(1024 * 1024 + 1))).status, 413);
  assert.equal(storedFiles(folder).length, before);
});
