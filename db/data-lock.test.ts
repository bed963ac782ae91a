import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { lockDataFolder } from "#db/data-lock.ts";

const holding = `
  import { lockDataFolder } from ${JSON.stringify(`${import.meta.dirname}/data-lock.ts`)};
  try { lockDataFolder(process.argv[1]); console.log("held"); setInterval(() => {}, 1000); }
  catch (error) { console.log(error.message); }
`;

async function holder(folder: string) {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", holding, folder]);
  const [line] = await once(child.stdout, "data");
  return { child, said: String(line).trim() };
}

const newFolder = () => mkdtemp(join(tmpdir(), "parley-lock-"));

test("a second opener is refused at once, with the holder's name", async () => {
  const folder = await newFolder();
  const { child, said } = await holder(folder);
  assert.equal(said, "held");
  assert.throws(() => lockDataFolder(folder), new RegExp(`in use by process ${child.pid} on `));
  child.kill("SIGKILL");
});

test("what a killed process held is free, and of many who come then one gets it", async () => {
  const folder = await newFolder();
  const { child } = await holder(folder);
  child.kill("SIGKILL");
  await once(child, "exit");
  const comers = await Promise.all(Array.from({ length: 5 }, () => holder(folder)));
  assert.equal(comers.filter(({ said }) => said === "held").length, 1);
  for (const comer of comers) comer.child.kill("SIGKILL");
});

test("the same process cannot open it twice, and can after letting go", async () => {
  const folder = await newFolder();
  const lock = lockDataFolder(folder);
  assert.throws(() => lockDataFolder(folder), /in use by process/);
  lock.release();
  lockDataFolder(folder).release();
});
