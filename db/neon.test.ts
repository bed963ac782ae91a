import assert from "node:assert/strict";
import { test } from "node:test";
import { neonConfig } from "@neondatabase/serverless";
import { castCompany } from "#db/cast.ts";
import { openNeon } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { openWebSocketBridge } from "#db/websocket-bridge.ts";
import { addMember, removeMember } from "#lib/members/commands.ts";
import { editMessage, postMessage } from "#lib/messages/commands.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { listRooms } from "#lib/rooms/queries.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { url } = await testDatabase();

test("Neon's driver does all that the others do", { skip: !url && "needs TEST_DATABASE_URL" }, async (t) => {
  const server = new URL(url ?? "");
  const bridge = await openWebSocketBridge(server.hostname, Number(server.port || 5432));
  t.after(() => bridge.close());
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineConnect = false;
  neonConfig.wsProxy = () => `127.0.0.1:${bridge.port}/`;
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
