import pg from "pg";
import type { Measure } from "../bench.ts";
import { sendAll } from "../load/senders.ts";
import { makeTown, sendersOf } from "./town.ts";

const senderCount = 32;

/** Messages a second into one room at first, and after somebody has held a snapshot for a while, as a careless export would. */
export const measureHeldSnapshot: Measure = async (bench) => {
  if (bench.isQuick) return []; // it takes its time
  const { people, roomId } = await makeTown(bench, senderCount);
  const { url } = bench.product;
  const senders = await sendersOf(people, roomId, url);
  const rate = async (seconds: number) => {
    const { ids, seconds: took } = await sendAll({ url, senders, seconds });
    return ids.length / took;
  };
  await rate(1);
  const before = await rate(4);
  const client = new pg.Client(bench.home.env.DATABASE_URL);
  await client.connect();
  await client.query("begin isolation level repeatable read");
  await client.query("select count(*) from company");
  await rate(12);
  const after = await rate(4);
  await client.query("rollback");
  await client.end();
  return [{ measure: "messages/s, before and while a snapshot is held", floor: before, product: after }];
};
