import { setImmediate as turn } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { databaseCode, isDatabaseAway, isRefusal } from "#lib/errors.ts";
import { ring } from "#lib/realtime/bus.ts";
import { closeLog, type LoggedWrite, lockRooms } from "#lib/realtime/log.ts";

/** What one of several writes that share a transaction came to. */
export type Outcome<Result> = { value: Result } | { refusal: unknown };

/** A kind of write of which many may share one transaction. It refuses a bad one without failing its neighbours. */
export type SharedWrite<Input, Result> = (db: Db, companyId: string, inputs: Input[]) => Promise<Outcome<Result>[]>;

type Job = { db: Db; kind: SharedWrite<never, unknown>; input: unknown; settle(outcome: Outcome<unknown>): void };

/** The most writes that share one transaction. */
const batchMost = 64;

const key = Symbol.for("parley.writers");
const held = globalThis as { [key]?: Map<string, Job[]> };
const queues = () => (held[key] ??= new Map());

/**
 * Runs a command's write in a transaction that holds its rooms locked, writes its changes to the company's log and
 * rings the bell after the commit. Logged writes of one process and company go one after the other: rooms and head
 * are hot rows, and a queue in memory is cheaper than one in the database. Throws what `run` throws, rolled back.
 */
export function writeLogged<Result>(
  db: Db,
  companyId: string,
  roomIds: string[],
  run: (write: LoggedWrite) => Promise<Result>,
): Promise<Result> {
  const alone: SharedWrite<null, Result> = async () => [{ value: await transact(db, companyId, roomIds, run) }];
  return writeShared(db, companyId, alone, null);
}

/** Like `writeLogged`, for a write that shares its transaction with those of its kind that wait at the same time. */
export function writeShared<Input, Result>(
  db: Db,
  companyId: string,
  kind: SharedWrite<Input, Result>,
  input: Input,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome<unknown>) =>
      "value" in outcome ? resolve(outcome.value as Result) : reject(outcome.refusal);
    const job: Job = { db, kind: kind as unknown as Job["kind"], input, settle };
    const queue = queues().get(companyId);
    if (queue) queue.push(job);
    else void drain(companyId, [job]);
  });
}

async function drain(companyId: string, queue: Job[]): Promise<void> {
  queues().set(companyId, queue);
  for (let turns = 1; queue.length > 0; turns = 2) {
    await untilCalm(queue, turns);
    await runBatch(companyId, takeBatch(queue));
    setImmediate(ring, companyId); // the answers first
  }
  queues().delete(companyId);
}

/**
 * Waits until nothing more has come for so many turns of the event loop: what was sent already but not read yet is taken along.
 * After a batch that is two, as the first ends before anything is read.
 */
async function untilCalm(queue: Job[], turns: number): Promise<void> {
  for (let calm = 0; calm < turns && queue.length < batchMost; ) {
    const known = queue.length;
    await turn();
    calm = queue.length > known ? 0 : calm + 1;
  }
}

/** The first waiting write, with those that may share its transaction. */
function takeBatch(queue: Job[]): Job[] {
  const kind = queue[0]?.kind;
  const batch = queue.filter((job) => job.kind === kind).slice(0, batchMost);
  const taken = new Set(batch);
  queue.splice(0, queue.length, ...queue.filter((job) => !taken.has(job)));
  return batch;
}

async function runBatch(companyId: string, batch: Job[]): Promise<void> {
  const [first] = batch as [Job];
  try {
    const inputs = batch.map(({ input }) => input) as never[];
    const outcomes = await first.kind(first.db, companyId, inputs);
    batch.forEach(({ settle }, index) => {
      settle(outcomes[index] ?? { refusal: new Error("A shared write gave no outcome") });
    });
  } catch (error) {
    // A commit whose answer was lost may stand: repeating it could double a message. Anything else was rolled back.
    if (batch.length === 1 || isDatabaseAway(error)) for (const { settle } of batch) settle({ refusal: error });
    else for (const job of batch) await runBatch(companyId, [job]);
  }
}

/**
 * One transaction: the rooms locked, `run`, the company's log. Tried again where the database ended it for the sake of another.
 * Call it through the writer alone.
 */
export async function transact<Result>(
  db: Db,
  companyId: string,
  roomIds: string[],
  run: (write: LoggedWrite) => Promise<Result>,
  tries = 3,
): Promise<Result> {
  try {
    return await db.transaction(async (tx) => {
      const write = await lockRooms(tx as unknown as Db, companyId, roomIds);
      const value = await run(write);
      await closeLog(write);
      return value;
    });
  } catch (error) {
    const isDeadlock = ["40001", "40P01"].includes(databaseCode(error) ?? "");
    if (isRefusal(error) || !isDeadlock || tries <= 1) throw error;
    return transact(db, companyId, roomIds, run, tries - 1);
  }
}
