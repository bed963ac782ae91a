import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Db, sharedDatabase } from "#db/client.ts";
import { keepViewersFresh } from "#lib/auth/viewer-cache.ts";
import { companyExists } from "#lib/companies/queries.ts";
import { setupCode } from "#lib/companies/setup-code.ts";
import { checkKeyRing } from "#lib/crypto/check-key-ring.ts";
import { keyRing } from "#lib/crypto/key-ring.ts";
import { declareMode, env } from "#lib/env.ts";
import { watchFiles } from "#lib/files/removal.ts";
import { log } from "#lib/log.ts";
import { watchGauges } from "#lib/metrics/gauges.ts";
import { presence } from "#lib/presence/directory.ts";
import { keepNotes, writeNotes } from "#lib/rate-limits/notes.ts";
import { openPostgresBus } from "#lib/realtime/postgres-bus.ts";
import { openRedisBus } from "#lib/realtime/redis-bus.ts";
import { closeStreams, watchSessions } from "#lib/realtime/streams.ts";
import type { Transport } from "#lib/realtime/transport.ts";
import { startIndexing } from "#lib/search/start.ts";
import { actionPages } from "#lib/server/action-pages.ts";
import { answerRequest } from "#lib/server/answer-request.ts";
import { answerClientError } from "#lib/server/client-error.ts";
import { companyCommand } from "#lib/server/company-command.ts";
import { openControlSocket } from "#lib/server/control-socket.ts";
import { keepHouse } from "#lib/server/housekeeping.ts";
import { rotateCommand } from "#lib/server/rotate-command.ts";

/** Starts Parley: settings, secrets, database, Next, and the server in front of it. Says in a sentence why it cannot. */
export async function start({ dev, dir }: { dev: boolean; dir: string }): Promise<void> {
  try {
    await run({ dev, dir });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function run({ dev, dir }: { dev: boolean; dir: string }): Promise<void> {
  const { HOST, PORT, PUBLIC_URL, DATABASE_URL, DATA_DIR } = env();
  declareMode(dev ? "development" : "production");
  keyRing();
  const database = await sharedDatabase(env);
  await checkKeyRing(database.db);
  const bus = await openBus(database.db);
  const control = DATABASE_URL
    ? undefined
    : await openControlSocket(DATA_DIR, {
        "keys:rotate": rotateCommand(database.db),
        "company:create": companyCommand(database.db),
      });
  const { default: next } = await import("next");
  const app = next({ dev, dir, hostname: HOST, port: PORT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const hasAction = dev ? () => true : actionPages(dir);
  const server = createServer({ requestTimeout: 3_600_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  let ownOrigin = "";
  server.on("request", (request, response) => {
    answerRequest(request, response, { next: handle, ownOrigin, hasAction }).catch((error: Error) => {
      log.error("A call broke off", error);
      response.destroy();
    });
  });
  server.on("clientError", answerClientError);
  server.on("upgrade", (request, socket, head) => {
    if (dev) void app.getUpgradeHandler()(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(PORT, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  ownOrigin = PUBLIC_URL ?? `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${port}`;
  watchSessions(database.db);
  keepViewersFresh();
  keepNotes(database.db);
  watchFiles(database.db);
  const stopIndexing = startIndexing(database.db);
  keepHouse(database.db);
  watchGauges(database);
  presence();
  await announce(ownOrigin);

  const stop = async () => {
    server.close();
    await closeStreams();
    await stopIndexing();
    await bus?.close();
    control?.close();
    server.closeAllConnections();
    await writeNotes(database.db);
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

/** What carries the word to other processes. The embedded database has none. */
async function openBus(db: Db): Promise<Transport | undefined> {
  const { DATABASE_URL, REDIS_URL } = env();
  if (!DATABASE_URL) return undefined;
  return REDIS_URL ? openRedisBus(REDIS_URL) : openPostgresBus(db, DATABASE_URL);
}

async function announce(origin: string): Promise<void> {
  const { db } = await sharedDatabase(env);
  console.log(`Parley is at ${origin}`);
  if (!(await companyExists(db))) {
    console.log(`Open it to set up your company. From another machine you need this code: ${setupCode()}`);
  }
}
