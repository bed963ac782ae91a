import type { Db } from "#db/client.ts";
import { databaseCode, isDatabaseAway, isRefusal } from "#lib/errors.ts";
import { ring } from "#lib/realtime/bus.ts";
import { closeLog, type LoggedWrite, lockRooms } from "#lib/realtime/log.ts";

/** What one of several writes that share a transaction came to. */
export type Outcome<Result> = { value: Result } | { refusal: unknown };

/** A kind of write of which many may share one transaction. `run` refuses a bad one without failing its neighbours. */
export type SharedWrite<Input, Result> = {
  roomOf(input: Input): string;
  run(write: LoggedWrite, inputs: Input[]): Promise<Outcome<Result>[]>;
};

type Job = {
  db: Db;
  roomIds: string[];
  run(write: LoggedWrite): Promise<unknown>;
  shared?: { kind: SharedWrite<never, unknown>; input: unknown };
  settle(outcome: Outcome<unknown>): void;
};

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
  return enqueue(companyId, { db, roomIds, run });
}

/** Like `writeLogged`, for a write that shares its transaction with those of its kind that wait at the same time. */
export function writeShared<Input, Result>(
  db: Db,
  companyId: string,
  kind: SharedWrite<Input, Result>,
  input: Input,
): Promise<Result> {
  const run = async (write: LoggedWrite) => unwrap((await kind.run(write, [input]))[0]);
  const shared = { kind: kind as unknown as SharedWrite<never, unknown>, input };
  return enqueue<Result>(companyId, { db, roomIds: [kind.roomOf(input)], run, shared });
}

function enqueue<Result>(companyId: string, job: Omit<Job, "settle">): Promise<Result> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome<unknown>) =>
      "value" in outcome ? resolve(outcome.value as Result) : reject(outcome.refusal);
    const queue = queues().get(companyId);
    if (queue) queue.push({ ...job, settle });
    else void drain(companyId, [{ ...job, settle }]);
  });
}

async function drain(companyId: string, queue: Job[]): Promise<void> {
  queues().set(companyId, queue);
  while (queue.length > 0) {
    const batch = takeBatch(queue);
    if (batch.length > 1) await runTogether(companyId, batch);
    else for (const job of batch) await runAlone(companyId, job);
  }
  queues().delete(companyId);
}

/** The first waiting write, with those right behind it that may share its transaction. */
function takeBatch(queue: Job[]): Job[] {
  const kind = queue[0]?.shared?.kind;
  let count = 1;
  while (kind && count < batchMost && queue[count]?.shared?.kind === kind) count++;
  return queue.splice(0, count);
}

async function runTogether(companyId: string, batch: Job[]): Promise<void> {
  const [first] = batch as [Job];
  const inputs = batch.map((job) => job.shared?.input) as never[];
  const roomIds = batch.flatMap((job) => job.roomIds);
  try {
    const run = first.shared?.kind.run as SharedWrite<never, unknown>["run"];
    const outcomes = await transact(first.db, companyId, roomIds, (write) => run(write, inputs));
    batch.forEach((job, index) => {
      job.settle(outcomes[index] ?? { refusal: new Error("A shared write gave no outcome") });
    });
  } catch (error) {
    // A commit whose answer was lost may stand: repeating it could double a message. Anything else was rolled back.
    if (isDatabaseAway(error)) for (const job of batch) job.settle({ refusal: error });
    else for (const job of batch) await runAlone(companyId, job);
  }
}

async function runAlone(companyId: string, job: Job): Promise<void> {
  try {
    job.settle({ value: await transact(job.db, companyId, job.roomIds, job.run) });
  } catch (refusal) {
    job.settle({ refusal });
  }
}

async function transact<Result>(
  db: Db,
  companyId: string,
  roomIds: string[],
  run: (write: LoggedWrite) => Promise<Result>,
  tries = 3,
): Promise<Result> {
  try {
    const result = await db.transaction(async (tx) => {
      const write = await lockRooms(tx as unknown as Db, companyId, roomIds);
      const value = await run(write);
      await closeLog(write);
      return value;
    });
    ring(companyId);
    return result;
  } catch (error) {
    const isDeadlock = ["40001", "40P01"].includes(databaseCode(error) ?? "");
    if (isRefusal(error) || !isDeadlock || tries <= 1) throw error;
    return transact(db, companyId, roomIds, run, tries - 1);
  }
}

function unwrap(outcome: Outcome<unknown> | undefined): unknown {
  if (outcome && "value" in outcome) return outcome.value;
  throw outcome?.refusal ?? new Error("A shared write gave no outcome");
}
