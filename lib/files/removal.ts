import { and, asc, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { chatFile, fileRemoval } from "#db/schema/index.ts";
import { parts } from "#lib/files/chunks.ts";
import { nameInStore } from "#lib/files/sealed-file.ts";
import { fileStore } from "#lib/files/store.ts";
import { log } from "#lib/log.ts";

const pageSize = 200;
const sweepEvery = 60_000;

/**
 * Takes files out of a transaction's database and notes that their bytes are to go. Gives their ids, for `removeBytes`
 * after the commit; should the process end before that, the sweeper finds the note.
 */
export async function dropFiles(tx: Db, where: SQL | undefined): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`with gone as (delete from ${chatFile} where ${where} returning id)
      insert into ${fileRemoval} (file_id) select id from gone on conflict do nothing returning file_id as id`,
  );
  return rows.map(({ id }) => id);
}

/** Removes the bytes of files whose rows are gone. What fails is logged, and the sweeper tries it again. */
export async function removeBytes(db: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  try {
    const store = fileStore();
    for (const id of ids) await Promise.all(parts.map((part) => store.remove(nameInStore(id, part))));
    await db.delete(fileRemoval).where(inArray(fileRemoval.fileId, ids));
  } catch (error) {
    log.error("Bytes of deleted files could not be removed; it is tried again", error);
  }
}

/** Removes what a crash left behind, and uploads that nobody sent within a day. */
export async function sweepFiles(db: Db): Promise<void> {
  const isForgotten = and(
    isNull(chatFile.messageId),
    sql`${chatFile.createdAt} < clock_timestamp() - interval '1 day'`,
  );
  await db.transaction((tx) => dropFiles(tx as unknown as Db, isForgotten));
  const noted = await db.select().from(fileRemoval).orderBy(asc(fileRemoval.createdAt)).limit(pageSize);
  await removeBytes(
    db,
    noted.map(({ fileId }) => fileId),
  );
}

/** Sweeps now and every minute, as long as the process lives. */
export function watchFiles(db: Db): void {
  const sweep = () =>
    void sweepFiles(db).catch((error) => log.error("Sweeping files failed; it is tried again", error));
  setInterval(sweep, sweepEvery).unref();
  sweep();
}
