import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { eq, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import type { Db } from "#db/client.ts";
import { chatFile, fileRemoval } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { dropFiles, sweepFiles } from "#lib/files/removal.ts";
import { storedFiles, temporaryFolder, upload } from "#lib/files/testing.ts";
import { newId } from "#lib/ids.ts";
import { deleteMessage, postMessage } from "#lib/messages/commands.ts";
import { deleteRoom } from "#lib/rooms/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";

const folder = temporaryFolder();
process.env.DATA_DIR = folder;
process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

const lies = (id: string) => storedFiles(folder).some(({ path }) => path.includes(id));

async function stage() {
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  const { id } = await upload(db, grace, roomId, "plan.txt", "plan");
  return { grace, roomId, id };
}

test("the bytes of a deleted message go with it", async () => {
  const { grace, roomId, id } = await stage();
  const { message } = await postMessage(db, grace, { roomId, fileIds: [id] });
  assert.ok(lies(id));
  await deleteMessage(db, grace, { roomId, messageId: message.id });
  assert.ok(!lies(id));
  assert.deepEqual(await db.select().from(fileRemoval), []);
});

test("the bytes of a deleted room go with it, sent or not", async () => {
  const { grace, roomId, id } = await stage();
  const { id: unsent } = await upload(db, grace, roomId, "draft.txt", "draft");
  await postMessage(db, grace, { roomId, fileIds: [id] });
  await deleteRoom(db, grace, { roomId });
  assert.ok(!lies(id) && !lies(unsent));
});

test("a crash between the commit and the removal leaves nothing behind", async () => {
  const { id } = await stage();
  await db.transaction((tx) => dropFiles(tx as unknown as Db, eq(chatFile.id, id)));
  assert.ok(lies(id));
  await sweepFiles(db);
  assert.ok(!lies(id));
  assert.deepEqual(await db.select().from(fileRemoval), []);
});

test("a rolled-back deletion keeps the file", async () => {
  const { id } = await stage();
  const rollback = new Error("rolled back");
  const dropped = db.transaction(async (tx) => {
    await dropFiles(tx as unknown as Db, eq(chatFile.id, id));
    throw rollback;
  });
  await assert.rejects(dropped, rollback);
  await sweepFiles(db);
  assert.ok(lies(id));
});

test("what was uploaded and never sent goes after a day, what a crash cut off too; the rest stays", async () => {
  const { grace, roomId, id: old } = await stage();
  const { id: fresh } = await upload(db, grace, roomId, "fresh.txt", "fresh");
  const { id: sent } = await upload(db, grace, roomId, "sent.txt", "sent");
  await postMessage(db, grace, { roomId, fileIds: [sent] });
  const cut = newId();
  const [row] = await db.select().from(chatFile).where(eq(chatFile.id, old));
  await db.insert(chatFile).values({ ...(row as typeof chatFile.$inferSelect), id: cut, size: 0 });
  const { mkdirSync, writeFileSync } = await import("node:fs");
  const part = join(folder, "files", cut.slice(-2), `${cut}.part`);
  mkdirSync(join(part, ".."), { recursive: true });
  writeFileSync(part, "half");
  for (const id of [old, sent, cut]) {
    await db
      .update(chatFile)
      .set({ createdAt: sql`clock_timestamp() - interval '25 hours'` })
      .where(eq(chatFile.id, id));
  }
  await sweepFiles(db);
  assert.ok(!lies(old) && !existsSync(part) && lies(fresh) && lies(sent));
});
