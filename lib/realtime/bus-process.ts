import { openDatabase } from "#db/client.ts";
import { ring, tell } from "#lib/realtime/bus.ts";
import { openPostgresBus } from "#lib/realtime/postgres-bus.ts";
import { openRedisBus } from "#lib/realtime/redis-bus.ts";

/** Run as a process of its own by tests: rings and tells for a company over the bus, a thousand rings at once among it. */
type Task = { url?: string; redis?: string; companyId: string; roomId: string; userId: string };

const { url = "", redis, companyId, roomId, userId } = JSON.parse(process.argv[2] ?? "") as Task;
const database = redis ? undefined : await openDatabase({ DATABASE_URL: url, DATA_DIR: "" });
const bus = database ? await openPostgresBus(database.db, url) : openRedisBus(redis ?? "");
for (let n = 0; n < 1000; n++) ring(companyId);
tell(companyId, { kind: "typing", roomId, userId });
await new Promise((resolve) => setTimeout(resolve, 200));
await bus.close();
await database?.close();
