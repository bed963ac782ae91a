import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { refusedStart } from "../../harness/server.ts";
import { type Stage, setUp } from "../../harness/stage.ts";
import type { Kind, Storage } from "../../harness/storage.ts";
import { wait } from "../../harness/until.ts";
import { rotate } from "./command.ts";
import { type Load, startLoad } from "./load.ts";
import { fillRooms, keepsakes, type Room, readWholeRoom } from "./rooms.ts";

export type Tally = {
  rooms: number;
  reads: number;
  /** Seconds that each rotation took, its kills and restarts among them. */
  seconds: Record<string, number>;
  /** How many keys lay under which master key when the first run of each was killed. */
  halfWay: Record<string, Record<string, number>>;
  sends: Record<string, { count: number; p50: number; p95: number; max: number }>;
};

/** A new room key seals once every process knows it; by then it does. */
const untilNewKeysSeal = 95_000;

/** What is rotated in one go, and the line by which one sees that it has begun. */
type Step = { phase: string; args: string[]; progress: RegExp };

/** `isPatient` rotates master key and room keys one after the other instead of at once, and waits for the new room keys to seal. */
type Plan = { database: Kind; rooms: number; isPatient: boolean };

/**
 * Rotates the master key and every room's key while people write and read; each rotation is killed half-way, the command in
 * one run and the server in another, and resumed. Throws an AssertionError when a read fails at any moment, anything sent
 * is lost, or a server with the new master key alone cannot open something.
 */
export async function rotationRounds(t: TestContext, { database, rooms: count, isPatient }: Plan): Promise<Tally> {
  let rooms: Room[] = [];
  const stage = await setUp({
    database,
    prepare: async (storage, [cast]) => {
      rooms = await fillRooms(storage, cast, count);
      addKey(storage);
    },
  });
  t.after(() => stage.close());
  const readKeepsakes = await keepsakes(stage);
  const load = startLoad(stage, rooms, readKeepsakes);
  await wait(isPatient ? 5_000 : 500);
  const seconds: Tally["seconds"] = {};
  const halfWay: Tally["halfWay"] = {};
  for (const step of isPatient ? steps(database) : [together(database)]) {
    load.phase = step.phase;
    const began = performance.now();
    halfWay[step.phase] = await rotateWithKills(stage, step, isPatient);
    seconds[step.phase] = Math.round((performance.now() - began) / 100) / 10;
  }
  load.phase = "after";
  await wait(isPatient ? untilNewKeysSeal : 300);
  await load.stop();
  await stage.server.stop();
  await looking(stage.storage, (db) => assertRotated(db, isPatient));
  await retireOldKey(stage, isPatient);
  await readKeepsakes();
  await readAll(stage, rooms);
  return { rooms: rooms.length, reads: load.reads, seconds, halfWay, sends: summary(load) };
}

/** Puts a new key before the one that is there, as an operator does where keys are given; the embedded server makes its own. */
function addKey({ env }: Storage): void {
  if (env.MASTER_KEYS) env.MASTER_KEYS = `fresh:${randomBytes(32).toString("base64")},${env.MASTER_KEYS}`;
}

const makeKey = (database: Kind) => (database === "embedded" ? ["--new-master"] : []);
const newRoomKeys = () => ["--rooms", "--since", new Date().toISOString()];

const steps = (database: Kind): Step[] => [
  { phase: "master", args: makeKey(database), progress: /keys wrapped anew/ },
  { phase: "rooms", args: newRoomKeys(), progress: /rooms renewed/ },
];

const together = (database: Kind): Step => ({
  phase: "master and rooms",
  args: [...makeKey(database), ...newRoomKeys()],
  progress: /keys wrapped anew/,
});

/** Three runs: one killed with what does the work, one with what looks on, and one to the end. Gives how far the first had come, if asked to look. */
async function rotateWithKills(
  stage: Stage,
  { args, progress }: Step,
  looks: boolean,
): Promise<Record<string, number>> {
  const isEmbedded = stage.storage.kind === "embedded";
  const resumed = args.filter((arg) => arg !== "--new-master");
  const first = rotate(stage.storage, args);
  await first.says(progress);
  if (isEmbedded) await stage.server.kill9();
  else first.process.kill("SIGKILL");
  const code = await first.ended;
  if (isEmbedded) assert.ok(code === 0 || /Run it again/.test(first.said()), first.said());
  const halfWay = looks ? await looking(stage.storage, keysByMaster) : {};
  if (isEmbedded) await stage.restart();
  const second = rotate(stage.storage, resumed);
  await second.says(/wrapped anew|renewed/);
  if (isEmbedded) second.process.kill("SIGKILL");
  else {
    await stage.server.kill9();
    await stage.restart();
    assert.equal(await second.ended, 0, second.said());
  }
  const last = rotate(stage.storage, resumed);
  assert.equal(await last.ended, 0, last.said());
  return halfWay;
}

/** Looks into the database; the embedded one only while no server has it. */
async function looking<Seen>(storage: Storage, look: (db: Db) => Promise<Seen>): Promise<Seen> {
  const { db, close } = await storage.open();
  return look(db).finally(close);
}

async function keysByMaster(db: Db): Promise<Record<string, number>> {
  const rows = await rowsOf<{ id: string; keys: number }>(
    db,
    sql`select master_key_id as id, count(*)::int as keys from room_key group by 1`,
  );
  return Object.fromEntries(rows.map(({ id, keys }) => [id, keys]));
}

/** All keys lie under one master key; no room got more than one new key for each audience; `isPatient`: these seal by now. */
async function assertRotated(db: Db, isPatient: boolean): Promise<void> {
  assert.equal(Object.keys(await keysByMaster(db)).length, 1);
  const newest = await rowsOf<{ version: number; rooms: number }>(
    db,
    sql`select version, count(*)::int as rooms from
      (select max(version) as version from room_key group by room_id, audience) k group by 1 order by 1`,
  );
  assert.equal(newest.at(-1)?.version, 2);
  const [sealed] = await rowsOf<{ anew: number }>(
    db,
    sql`select count(*)::int as anew from chat_message where get_byte(content_encrypted, 4) = 2`,
  );
  if (isPatient) assert.ok((sealed?.anew ?? 0) > 0, "the new room keys seal");
}

/** Takes the old master key away and starts a server with the new one alone. `isPatient`: one with the old alone is refused. */
async function retireOldKey(stage: Stage, isPatient: boolean): Promise<void> {
  const { env, dataDir } = stage.storage;
  const file = join(dataDir, "secrets.json");
  const ring: string = env.MASTER_KEYS ?? JSON.parse(readFileSync(file, "utf8")).MASTER_KEYS;
  const [fresh = "", old = "", ...more] = ring.split(",");
  assert.deepEqual(more, []);
  if (isPatient) {
    const { code, said } = await refusedStart({
      ...env,
      AUTH_SECRET: "for a start that is refused, 40 letters",
      MASTER_KEYS: old,
    });
    assert.equal(code, 1);
    assert.match(said, /MASTER_KEYS lacks the key/);
  }
  if (env.MASTER_KEYS) env.MASTER_KEYS = fresh;
  else writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), MASTER_KEYS: fresh }));
  await stage.restart();
}

async function readAll(stage: Stage, rooms: Room[]): Promise<void> {
  const queue = rooms.values();
  const work = async () => {
    for (const room of queue) await readWholeRoom(stage.ours.linus, room);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

function summary({ sends }: Load): Tally["sends"] {
  return Object.fromEntries(
    [...sends].map(([phase, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      const at = (part: number) => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
      return [phase, { count: times.length, p50: at(0.5), p95: at(0.95), max: at(1) }];
    }),
  );
}
