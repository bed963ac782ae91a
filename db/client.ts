import type { EventEmitter } from "node:events";
import { join } from "node:path";
import { Pool as NeonPool } from "@neondatabase/serverless";
import type { Logger } from "drizzle-orm";
import { drizzle as drizzleNeon } from "drizzle-orm/neon-serverless";
import { drizzle as drizzleNode } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import pg from "pg";
import { lockDataFolder } from "#db/data-lock.ts";
import { openThread } from "#db/embedded/open-thread.ts";
import { keepLentConnections } from "#db/lent-connections.ts";
import { migrateEmbedded, migrateNeon, migrateNode } from "#db/migrate.ts";
import { PreparingClient } from "#db/preparing-client.ts";
import "#db/quiet-errors.ts";
import * as schema from "#db/schema/index.ts";
import { log } from "#lib/log.ts";

/** A database or a transaction in it, whatever the driver. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** How many connections there are, how many of them are idle, and how many statements wait for one. */
type Connections = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

export type Database = { db: Db; driver: "pglite" | "neon" | "pg"; pool: Connections; close(): Promise<void> };

type Settings = { DATABASE_URL?: string | undefined; DATA_DIR: string };

/**
 * Opens and migrates the database that the settings name: PGlite in the data folder without a DATABASE_URL, Neon's
 * driver for a host of theirs, else a pool of `pg`. `logger` sees every statement.
 */
export async function openDatabase(settings: Settings, logger?: Logger): Promise<Database> {
  const { DATABASE_URL, DATA_DIR } = settings;
  if (!DATABASE_URL) return openEmbedded(DATA_DIR, logger);
  return isNeon(DATABASE_URL) ? openNeon(DATABASE_URL, logger) : openPostgres(DATABASE_URL, logger);
}

async function openEmbedded(folder: string, logger?: Logger): Promise<Database> {
  const lock = lockDataFolder(folder);
  try {
    const { pool, close } = await openThread({ dataDir: join(folder, "pglite") });
    pool.on("error", lost);
    const db = drizzleNode({ client: pool, schema, ...(logger && { logger }) });
    await migrateEmbedded(db);
    const letGo = async () => {
      await close();
      lock.release();
    };
    return { db: db as unknown as Db, driver: "pglite", pool, close: letGo };
  } catch (error) {
    lock.release();
    throw error;
  }
}

const poolSettings = {
  max: 12,
  connectionTimeoutMillis: 5_000,
  idleTimeoutMillis: 300_000, // a new connection has planned nothing yet, and its first message would wait for that
  keepAlive: true,
  idle_in_transaction_session_timeout: 15_000, // of a process that stopped in the middle: its locks are in the way
  query_timeout: 20_000, // of a connection that fell silent: the other end is gone, and nobody said so
  application_name: "parley",
};

/** A migration takes as long as it takes, and so does waiting for another process's. */
const migrating = { ...poolSettings, max: 2, query_timeout: 0 };

const lost = (error: Error) => log.error("A database connection was lost", error);

/** A pool whose broken connections end neither the process nor, lent out, the pool's room for others. */
function watched<Pool extends EventEmitter>(pool: Pool): Pool {
  pool.on("error", lost);
  keepLentConnections(pool);
  return pool;
}

async function openPostgres(url: string, logger?: Logger): Promise<Database> {
  const first = watched(new pg.Pool({ connectionString: url, ...migrating }));
  await migrateNode(drizzleNode({ client: first, schema })).finally(() => first.end());
  const pool = watched(new pg.Pool({ Client: PreparingClient, connectionString: url, ...poolSettings }));
  const db = drizzleNode({ client: pool, schema, ...(logger && { logger }) });
  return { db: db as unknown as Db, driver: "pg", pool, close: () => pool.end() };
}

const isNeon = (url: string) => new URL(url).hostname.endsWith(".neon.tech");

/** Neon's pooled connections over WebSockets. */
export async function openNeon(url: string, logger?: Logger): Promise<Database> {
  const first = watched(new NeonPool({ connectionString: url, ...migrating }));
  await migrateNeon(drizzleNeon({ client: first, schema })).finally(() => first.end());
  const pool = watched(new NeonPool({ connectionString: url, ...poolSettings }));
  const db = drizzleNeon({ client: pool, schema, ...(logger && { logger }) });
  return { db: db as unknown as Db, driver: "neon", pool, close: () => pool.end() };
}

const shared = Symbol.for("parley.database");
const held = globalThis as { [shared]?: Promise<Database> };

/** This process's one database, opened at the first call. Next's bundles and the server share it through `globalThis`. */
export function sharedDatabase(settings: () => Settings): Promise<Database> {
  held[shared] ??= openDatabase(settings()).catch((error) => {
    delete held[shared];
    throw error;
  });
  return held[shared];
}
