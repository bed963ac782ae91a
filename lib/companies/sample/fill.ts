import type { Db } from "#db/client.ts";
import { appUser } from "#db/schema/index.ts";
import { companyRooms } from "#lib/companies/sample/company-rooms.ts";
import { type SampleName, samplePeople } from "#lib/companies/sample/people.ts";
import { privateRooms } from "#lib/companies/sample/private-rooms.ts";
import type { SampleRoom } from "#lib/companies/sample/script.ts";
import { supportRooms } from "#lib/companies/sample/support-rooms.ts";
import { type SampleEvent, timelineOf } from "#lib/companies/sample/timeline.ts";
import { type Said, writeCase, writeEdit, writeReactions, writeSaid } from "#lib/companies/sample/write-lines.ts";
import { type SamplePeople, writeRoom } from "#lib/companies/sample/write-room.ts";
import { writeReadMarks, writeTimes } from "#lib/companies/sample/write-times.ts";
import { newId } from "#lib/ids.ts";
import { closeLog, type LockedRoom, type LoggedWrite, lockRooms } from "#lib/realtime/log.ts";

type You = { id: string; name: string };

/**
 * Fills a company that was just made, in the transaction that makes it: people who cannot sign in, rooms of every type,
 * and what was said there over the last two weeks. Sealed, numbered and logged like everything else, and then dated back.
 */
export async function fillWithSample(tx: Db, companyId: string, you: You, now = new Date()): Promise<void> {
  const people = await writePeople(tx, companyId, you);
  const story = new Story(await lockRooms(tx, companyId, []), people);
  for (const event of timelineOf([...companyRooms, ...privateRooms, ...supportRooms], now)) await story.take(event);
  await story.flush();
  await closeLog(story.write);
  await writeTimes(story.write, story.times);
  await writeReadMarks(story.write, you.id, story.unread());
}

async function writePeople(tx: Db, companyId: string, you: You): Promise<SamplePeople> {
  const people: SamplePeople = new Map();
  people.set("you", { userId: you.id, companyId, role: "admin", sessionId: "", name: you.name });
  const rows = Object.entries(samplePeople).map(([key, [name, role, timeZone]]) => {
    const id = newId();
    people.set(key as SampleName, { userId: id, companyId, role, sessionId: "", name });
    const email = `${name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(" ", ".")}@example.com`;
    return { id, companyId, name, role, timeZone, email, emailKey: email };
  });
  await tx.insert(appUser).values(rows);
  return people;
}

/** Writes events in their order. Posts that nothing else depends on yet wait, to be written together. */
class Story {
  readonly write: LoggedWrite;
  /** When each change of the log happened. */
  readonly times: Date[] = [];
  readonly #people: SamplePeople;
  readonly #rooms = new Map<SampleRoom, { room: LockedRoom; messageIds: (string | null)[] }>();
  #waiting: (Said & { at: Date; index: number; sample: SampleRoom })[] = [];

  constructor(write: LoggedWrite, people: SamplePeople) {
    this.write = write;
    this.#people = people;
  }

  async take(event: SampleEvent): Promise<void> {
    const { at, room: sample } = event;
    if (event.kind === "open") {
      await this.flush();
      this.#rooms.set(sample, { room: await writeRoom(this.write, sample, this.#people), messageIds: [] });
      return this.#stamp(at);
    }
    const { line, index } = event;
    if (line.answers !== null) await this.flush();
    const known = this.#rooms.get(sample);
    const by = this.#people.get(line.by);
    if (!known || !by) throw new Error(`${line.by} speaks where they cannot`);
    const replyToId = line.answers === null ? null : (known.messageIds[index - line.answers] ?? null);
    const said = { room: known.room, by, line, replyToId };
    if (line.does === "says" || line.does === "notes") {
      this.#waiting.push({ ...said, at, index, sample });
      return;
    }
    await this.flush();
    await writeCase(this.write, said, at);
    this.#stamp(at);
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    const ids = await writeSaid(this.write, waiting);
    this.times.push(...waiting.map(({ at }) => at));
    const last = waiting.at(-1)?.at ?? new Date();
    for (const [at, said] of waiting.entries()) {
      const id = ids[at] as string;
      const known = this.#rooms.get(said.sample);
      if (known) known.messageIds[said.index] = id;
      if (said.line.before !== null) await writeEdit(this.write, said, id);
      await writeReactions(this.write, said, id, this.#people);
    }
    this.#stamp(last);
  }

  unread(): { roomId: string; count: number }[] {
    return [...this.#rooms].flatMap(([{ unread }, { room }]) => (unread ? [{ roomId: room.id, count: unread }] : []));
  }

  /** All changes that have no time yet happened now. */
  #stamp(at: Date): void {
    while (this.times.length < this.write.drafts.length) this.times.push(at);
  }
}
