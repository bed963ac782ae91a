import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { NeonDatabase } from "drizzle-orm/neon-serverless";
import { migrate as runNeon } from "drizzle-orm/neon-serverless/migrator";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { migrate as runNode } from "drizzle-orm/node-postgres/migrator";
import type { Db } from "#db/client.ts";
import type * as schema from "#db/schema/index.ts";

export const migrations = { migrationsFolder: join(process.cwd(), "drizzle") };

/** An arbitrary number that stands for "migrating Parley" among the database's advisory locks. */
const migrationLock = 0x7061726c;

export function migrateNode(db: NodePgDatabase<typeof schema>): Promise<void> {
  return alone(db as unknown as Db, () => runNode(db, migrations));
}

export function migrateNeon(db: NeonDatabase<typeof schema>): Promise<void> {
  return alone(db as unknown as Db, () => runNeon(db, migrations));
}

/**
 * Several processes may start at once: one migrates while the others wait on a lock that ends with its transaction
 * (a session's lock would not pass a transaction pooler).
 */
async function alone(db: Db, migrate: () => Promise<void>): Promise<void> {
  await db.transaction(async (holder) => {
    await holder.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await holder.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    await migrate();
  });
}

/** Nobody else has the embedded database, and its one connection cannot wait for a lock of its own. */
export function migrateEmbedded(db: NodePgDatabase<typeof schema>): Promise<void> {
  return runNode(db, migrations);
}
