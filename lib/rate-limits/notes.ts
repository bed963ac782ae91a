import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isDatabaseAway } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { log } from "#lib/log.ts";

/** Who did what, as the log for people to read tells it: a row each, and a minute. */
export type Noted = {
  companyId: string | null;
  userId: string | null;
  roomId: string | null;
  eventType: string;
  subject: string | null;
};

type Note = Noted & { minute: number; count: number; refused: number };

const aMinute = 60_000;
const writtenEvery = 1_000;

const key = Symbol.for("parley.rate-limit-notes");
const held = globalThis as { [key]?: WeakMap<Db, Map<string, Note>> };

function notesOf(db: Db): Map<string, Note> {
  held[key] ??= new WeakMap();
  const found = held[key].get(db) ?? new Map<string, Note>();
  held[key].set(db, found);
  return found;
}

/**
 * Notes so many events for people to read; of one that is taken back, -1. The limits do not look at these rows, so they
 * are gathered here and written once a second: nobody who sends waits for them.
 */
export function note(db: Db, noted: Noted, { count, refused }: { count: number; refused: number }): void {
  add(notesOf(db), { ...noted, minute: Math.floor(Date.now() / aMinute) * aMinute, count, refused });
}

function add(notes: Map<string, Note>, note: Note): void {
  const { minute, userId, roomId, eventType, subject } = note;
  const same = `${minute} ${userId} ${roomId} ${eventType} ${subject}`;
  const known = notes.get(same);
  if (!known) notes.set(same, note);
  else {
    known.count += note.count;
    known.refused += note.refused;
  }
}

/** Writes down what was noted until now: also before the log is read, and before the database is closed. */
export async function writeNotes(db: Db): Promise<void> {
  const notes = [...notesOf(db).values()].filter(({ count, refused }) => count !== 0 || refused !== 0);
  notesOf(db).clear();
  if (notes.length === 0) return;
  try {
    await db.execute(
      sql`select rate_limit_note(${JSON.stringify(notes.map((one) => ({ ...one, id: newId() })))}::jsonb)`,
    );
  } catch (error) {
    log.error("What was counted against the limits could not be written down", error);
    if (isDatabaseAway(error)) for (const one of notes) add(notesOf(db), one);
  }
}

/** Writes down once a second what was noted. */
export function keepNotes(db: Db): NodeJS.Timeout {
  return setInterval(() => void writeNotes(db), writtenEvery).unref();
}
