import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Viewer } from "#lib/access/viewer.ts";
import { type Bench, type Measure, Rounds } from "../bench.ts";
import { headersOf, makeCrowd, makeRoom } from "../corpus/people.ts";
import { median } from "../load/numbers.ts";
import { Readers } from "../load/readers.ts";
import { type Sender, sendAll } from "../load/senders.ts";
import { onServerCore } from "../machine/cores.ts";
import { cpuMicroseconds, familyMicroseconds } from "../machine/usage.ts";
import { withDatabase } from "../product.ts";
import { checkArrived, checkHistory } from "./check.ts";
import { untilAtRest, untilIndexed } from "./settle.ts";

const senderCount = 32;

/** Acknowledged messages a second: 32 senders, each one at a time, over 32 rooms and into one; somebody reads along. */
export const measureSending: Measure = (bench) =>
  withDatabase(bench.home, async (db) => {
    const { companyId, people } = await makeCrowd(db, "Senders", senderCount + 1);
    const roomIds: string[] = [];
    for (let index = 0; index < senderCount; index++) roomIds.push(await makeRoom(db, people, `Room ${index}`));
    const stage = await setStage(bench, people, roomIds);
    const rounds = new Rounds();
    const acknowledged: string[] = [];
    const run = async (name: string, url: string, senders: Sender[], readers: Readers, seconds: number) => {
      const sent = await sendAll({ url, senders, seconds });
      if (sent.refused > 0) throw new Error(`${name} refused ${sent.refused} messages`);
      await checkArrived(readers, sent.ids, name);
      return sent;
    };
    const product = async (name: "many" | "one", seconds: number) => {
      const cost = costFrom(bench, bench.product.pid);
      const sent = await run(name, bench.product.url, stage[name], stage.productReader, seconds);
      acknowledged.push(...sent.ids);
      const behind = await untilIndexed(db, companyId);
      const costs = cost(sent.ids.length);
      if (!bench.isQuick) await untilAtRest(bench.product.pid);
      return { rate: sent.ids.length / sent.seconds, behind, ...costs };
    };
    const floor = async (kind: "shared" | "single", seconds: number) => {
      const cost = costFrom(bench, bench.floor.pid);
      const sent = await run(kind, bench.floor.url, floorSenders(kind), stage.floorReader, seconds);
      return { rate: sent.ids.length / sent.seconds, ...cost(sent.ids.length) };
    };
    const warming = bench.isQuick ? 1 : 5; // V8 goes on compiling for some seconds, on the same core
    await Promise.all([floor("shared", warming / 2), floor("single", warming / 2)]);
    await product("many", warming);
    await product("one", warming);
    const seconds = bench.isQuick ? 2 : 4;
    for (let round = 0; round < (bench.isQuick ? 1 : 3); round++) {
      rounds.note("commit", await commitsAlone(bench.floorDatabase, seconds));
      for (const kind of ["shared", "single"] as const) {
        const { rate, server, database } = await floor(kind, seconds);
        rounds.note(kind, rate);
        rounds.note(`${kind} server`, server);
        rounds.note(`${kind} database`, database);
      }
      for (const name of ["many", "one"] as const) {
        const { rate, behind, server, database } = await product(name, seconds);
        rounds.note(name, rate);
        rounds.note(`${name} server`, server);
        rounds.note(`${name} database`, database);
        rounds.note("behind", behind);
        bench.say(`${name === "many" ? "over 32 rooms" : "into one room"}: ${Math.round(rate)}/s`);
      }
    }
    await checkHistory(bench.product.url, people.at(-1) as Viewer, roomIds, acknowledged);
    bench.say(`all ${acknowledged.length} acknowledged messages arrived once and are in the history`);
    stage.productReader.close();
    stage.floorReader.close();
    const of = (name: string) => median(rounds.of(name));
    const wanted = (least: number) => ({ of: "ratio" as const, least });
    return [
      { measure: "commits/s, 32 connections", floor: of("commit") },
      { measure: "messages/s, one INSERT each", floor: of("single") },
      { measure: "messages/s, 32 rooms", floor: of("shared"), product: of("many"), wanted: wanted(0.4) },
      { measure: "messages/s, one room", floor: of("shared"), product: of("one"), wanted: wanted(0.3) },
      { measure: "server CPU a message, µs", floor: of("shared server"), product: of("many server") },
      { measure: "database CPU a message, µs", floor: of("shared database"), product: of("many database") },
      { measure: "seconds until all of it is searchable", product: of("behind") },
    ];
  });

async function setStage(bench: Bench, people: Viewer[], roomIds: string[]) {
  const { url } = bench.product;
  const headers = await Promise.all(people.map((person) => headersOf(person, url)));
  const senders = headers.slice(0, senderCount);
  const into = (roomId = "") => `/api/rooms/${roomId}/messages`;
  const productReader = new Readers();
  await productReader.open([{ url, headers: headers.at(-1) ?? {}, path: "/api/stream" }], { notesIds: true });
  const floorReader = new Readers();
  await floorReader.open([{ url: bench.floor.url, headers: {}, path: "/stream" }], { notesIds: true });
  return {
    many: senders.map((own, index): Sender => ({ headers: own, path: into(roomIds[index]) })),
    one: senders.map((own): Sender => ({ headers: own, path: into(roomIds[0]) })),
    productReader,
    floorReader,
  };
}

const floorSenders = (kind: string) =>
  Array.from({ length: senderCount }, (_, index): Sender => ({ headers: {}, path: `/${kind}/room-${index}` }));

/** Counts from here what server and database spend on each of so many messages, searchability included. */
function costFrom({ databasePid }: Bench, serverPid: number) {
  const [server, database] = [cpuMicroseconds(serverPid), familyMicroseconds(databasePid)];
  return (messages: number) => ({
    server: (cpuMicroseconds(serverPid) - server) / messages,
    database: (familyMicroseconds(databasePid) - database) / messages,
  });
}

async function commitsAlone(database: string, seconds: number): Promise<number> {
  const [command, args] = onServerCore(process.execPath, ["bench/floors/commit.ts", database, String(seconds)]);
  return Number((await promisify(execFile)(command, args)).stdout);
}
