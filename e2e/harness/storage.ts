import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "#db/client.ts";

export type Kind = "embedded" | "postgres";

/** Where a server under test keeps its data, and the settings that lead it there. */
export type Storage = {
  kind: Kind;
  dataDir: string;
  env: Record<string, string>;
  /** Opens the database in this process. The embedded one only while no server has it. */
  open(): Promise<Database>;
  drop(): Promise<void>;
};

/** The Postgres beside the tests, where there is one. */
export const testServer = process.env.TEST_DATABASE_URL;

const scratch = mkdtempSync(join(tmpdir(), "parley-e2e-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

let folders = 0;

/** A folder of its own that is gone when the tests are. */
export const newFolder = (): string => join(scratch, String(++folders));

/** A new, empty home for a server: a folder, or a database of its own on the server of TEST_DATABASE_URL. */
export async function newStorage(kind: Kind = "embedded"): Promise<Storage> {
  const dataDir = newFolder();
  if (kind === "embedded") {
    const open = () => openDatabase({ DATA_DIR: dataDir });
    return { kind, dataDir, env: { DATA_DIR: dataDir }, open, drop: async () => {} };
  }
  if (!testServer) throw new Error("TEST_DATABASE_URL names no Postgres to test with");
  const name = `parley_e2e_${randomBytes(6).toString("hex")}`;
  await onServer(testServer, `create database ${name}`);
  const url = new URL(testServer);
  url.pathname = `/${name}`;
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    AUTH_SECRET: randomBytes(32).toString("base64"),
    MASTER_KEYS: `test:${randomBytes(32).toString("base64")}`,
  };
  const open = () => openDatabase({ DATA_DIR: dataDir, DATABASE_URL: url.href });
  return { kind, dataDir, env, open, drop: () => onServer(testServer, `drop database if exists ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
