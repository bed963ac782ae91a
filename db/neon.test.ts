import assert from "node:assert/strict";
import { test } from "node:test";
import { neonConfig } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { openNeon } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { openWebSocketBridge } from "#db/websocket-bridge.ts";
import { isDatabaseAway } from "#lib/errors.ts";
import { addMember, removeMember } from "#lib/members/commands.ts";
import { editMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { url } = await testDatabase();

const needsPostgres = { skip: !url && "needs TEST_DATABASE_URL" };

async function bridgeTo(address: string) {
  const server = new URL(address);
  const bridge = await openWebSocketBridge(server.hostname, Number(server.port || 5432));
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineConnect = false;
  neonConfig.wsProxy = () => `127.0.0.1:${bridge.port}/`;
  return bridge;
}

test("Neon's driver does all that the others do", needsPostgres, async (t) => {
  const bridge = await bridgeTo(url ?? "");
  t.after(() => bridge.close());
  const { db, close } = await openNeon(url ?? "");
  t.after(close);
  const { grace, alan } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "Compilers" });
  await addMember(db, grace, { roomId, userId: alan.userId });
  const sends = Array.from({ length: 20 }, (_, n) =>
    postMessage(db, n % 2 ? grace : alan, { roomId, content: `${n}`, clientId: `${n}` }),
  );
  const [first] = await Promise.all(sends);
  await editMessage(db, alan, { roomId, messageId: first?.message.id ?? "", content: "edited" });
  const { messages } = await pageMessages(db, grace, { roomId, limit: 50 });
  assert.equal(messages.filter((message) => message.type === "text").length, 20);
  assert.equal(messages.find((message) => message.id === first?.message.id)?.content, "edited");
  assert.equal((await listRooms(db, grace)).rooms[0]?.unread, 10);
  await removeMember(db, grace, { roomId, userId: alan.userId });
  await assert.rejects(postMessage(db, alan, { roomId, content: "late" }), { code: "not_found" });
});

test("a Neon that is away is told from one that refuses", needsPostgres, async (t) => {
  const bridge = await bridgeTo(url ?? "");
  const { db, close } = await openNeon(url ?? "");
  t.after(close);
  await db.execute(sql`select 1`);
  bridge.close();
  for (let tries = 0; tries < 3; tries++) {
    await assert.rejects(db.execute(sql`select 1`), isDatabaseAway);
    await assert.rejects(
      db.transaction((tx) => tx.execute(sql`select 1`)),
      isDatabaseAway,
    );
  }
});
