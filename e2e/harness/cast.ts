import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, castCompany } from "#db/cast.ts";
import { type Database, openDatabase } from "#db/client.ts";
import { appUser } from "#db/schema/index.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { newFolder, type Storage } from "./storage.ts";

/** Everybody's password. */
export const password = "correct horse battery staple";

export type Casts = [Cast, Cast];

/** Puts two companies of the same cast into an empty home. */
export async function castInto(storage: Storage): Promise<Casts> {
  if (storage.kind === "postgres") return castCompanies(await storage.open());
  const template = await embeddedTemplate();
  cpSync(template, storage.dataDir, { recursive: true });
  return JSON.parse(readFileSync(join(template, "casts.json"), "utf8"));
}

async function castCompanies({ db, close }: Database): Promise<Casts> {
  try {
    const casts: Casts = [await castCompany(db), await castCompany(db, "Analytical Engines")];
    await db.update(appUser).set({ passwordHash: await hashPassword(password) });
    return casts;
  } finally {
    await close();
  }
}

/** A data folder with the cast in it, made once and then copied: making one takes seconds. */
async function embeddedTemplate(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [...globSync("drizzle/*.sql").sort(), "db/cast.ts"]) hash.update(readFileSync(file));
  const template = join("node_modules/.cache", `parley-cast-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(template)) return template;
  const draft = newFolder();
  const casts = await castCompanies(await openDatabase({ DATA_DIR: draft }));
  writeFileSync(join(draft, "casts.json"), JSON.stringify(casts));
  const copy = `${template}.${process.pid}`;
  cpSync(draft, copy, { recursive: true });
  try {
    renameSync(copy, template);
  } catch {
    rmSync(copy, { recursive: true }); // another test file was quicker
  }
  return template;
}
