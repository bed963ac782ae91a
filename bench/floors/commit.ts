import pg from "pg";
import { insertOne, newRow, tableOf } from "./table.ts";

// The commit alone: 32 connections, each with one INSERT under way. Prints the commits a second.

const [url, seconds] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url ?? "", max: 32 });
await tableOf(pool);
let count = 0;
const began = performance.now();
const end = began + Number(seconds) * 1000;
await Promise.all(
  Array.from({ length: 32 }, async (_, index) => {
    while (performance.now() < end) {
      await insertOne(pool, newRow(`room ${index}`, { content: "words of the usual number and length", clientId: "" }));
      count++;
    }
  }),
);
console.log((count * 1000) / (performance.now() - began));
await pool.end();
