import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import type { Logger } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { type Db, openDatabase } from "#db/client.ts";
import { openThread } from "#db/embedded/open-thread.ts";
import { migrations } from "#db/migrate.ts";
import * as schema from "#db/schema/index.ts";

export type TestDatabase = { db: Db; statements: string[]; url: string | undefined; close(): Promise<void> };

/** Settings that tests need, given before anything of `lib/` reads the environment. */
process.env.AUTH_SECRET ??= "a secret for tests alone, forty characters";
process.env.LOG_LEVEL ??= "silent";
process.env.MASTER_KEYS ??= `test:${Buffer.alloc(32, 7).toString("base64")}`;

/**
 * A migrated database for the tests of one file: PGlite in memory from a dump that the run makes once, or a database
 * of its own on the Postgres of TEST_DATABASE_URL. Tests keep apart by each casting a company of its own.
 * `statements` collects what was run, BEGIN and COMMIT aside.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const statements: string[] = [];
  const logger: Logger = {
    logQuery: (query) => !/^(begin|commit|rollback|savepoint|set transaction)/i.test(query) && statements.push(query),
  };
  const server = process.env.TEST_DATABASE_URL;
  const opened = server ? await onServer(server, logger) : await inMemory(logger);
  after(() => opened.close());
  return { ...opened, statements };
}

async function onServer(server: string, logger: Logger) {
  const name = `parley_test_${randomBytes(8).toString("hex")}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { db, close } = await openDatabase({ DATABASE_URL: url.href, DATA_DIR: "" }, logger);
  const drop = async () => {
    await close();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { db, url: url.href, close: drop };
}

async function inMemory(logger: Logger) {
  const { pool, close } = await openThread({ dump: await migratedDump() });
  return { db: drizzle({ client: pool, schema, logger }) as unknown as Db, url: undefined, close };
}

async function migratedDump(): Promise<Uint8Array<ArrayBuffer>> {
  const digests = readMigrationFiles(migrations).map(({ hash }) => hash);
  const name = createHash("sha256").update(digests.join()).digest("hex").slice(0, 16);
  const file = join("node_modules/.cache", `parley-${name}.tar`);
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  const client = await PGlite.create();
  await migrate(drizzlePglite({ client }), migrations);
  const dump = new Uint8Array(await (await client.dumpDataDir("none")).arrayBuffer());
  await client.close();
  mkdirSync("node_modules/.cache", { recursive: true });
  writeFileSync(`${file}.${process.pid}`, dump);
  renameSync(`${file}.${process.pid}`, file);
  return dump;
}
