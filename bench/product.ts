import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { type Db, openDatabase } from "#db/client.ts";
import { newFolder } from "../e2e/harness/storage.ts";
import { launch, type Process } from "./machine/launch.ts";

/** The settings of every Parley that is measured, and of this process, which makes its rooms and texts. */
const common = {
  AUTH_SECRET: randomBytes(32).toString("base64"),
  MASTER_KEYS: `bench:${randomBytes(32).toString("base64")}`,
  RATE_LIMIT_FACTOR: "1000000", // counted all the same
  NODE_ENV: "production",
};

const profiling: Record<string, string> = {};

/** To be called before anything is sealed or served. With a folder, servers leave CPU profiles there as they end. */
export function takeSettings(profile: string | undefined): void {
  Object.assign(process.env, common);
  if (profile) profiling.NODE_OPTIONS = `--cpu-prof --cpu-prof-dir=${resolve(profile)}`;
}

/** A data folder or database, and Parley on it. */
export type Home = { env: Record<string, string> };

export const embeddedHome = (): Home => ({ env: { ...common, DATA_DIR: newFolder() } });
export const postgresHome = (url: string): Home => ({ env: { ...common, DATA_DIR: newFolder(), DATABASE_URL: url } });

export const startProduct = (home: Home, env: Record<string, string> = {}): Promise<Process> =>
  launch(["server.ts"], { PORT: "0", ...profiling, ...home.env, ...env });

/** Works on a home's database from here. The embedded one only while no server has it. */
export async function withDatabase<Result>({ env }: Home, work: (db: Db) => Promise<Result>): Promise<Result> {
  const { DATA_DIR = "", DATABASE_URL } = env;
  const { db, close } = await openDatabase({ DATA_DIR, DATABASE_URL });
  try {
    return await work(db);
  } finally {
    await close();
  }
}
