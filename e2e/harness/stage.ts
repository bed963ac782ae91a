import { randomUUID } from "node:crypto";
import type { Cast } from "#db/cast.ts";
import { type Casts, castInto, password } from "./cast.ts";
import { Person, type Site } from "./person.ts";
import { type Server, startServer } from "./server.ts";
import { type Kind, newStorage, type Storage } from "./storage.ts";

/** The cast of `db/cast.ts`, each signed in with a browser of their own. */
export type People = Record<Exclude<keyof Cast, "companyId">, Person>;

/** Two companies of the same cast on one server. */
export type Stage = {
  site: Site;
  server: Server;
  storage: Storage;
  ours: People;
  theirs: People;
  /** Somebody who is not signed in. */
  nobody: Person;
  /** Starts a server on the same data, after the last one ended; everybody's browser follows. */
  restart(changed?: Record<string, string>): Promise<Server>;
  close(): Promise<void>;
};

type Wishes = {
  database?: Kind;
  env?: Record<string, string>;
  /** What else is to be there before the server starts. */
  prepare?(storage: Storage, casts: Casts): Promise<void>;
};

/** Makes two companies, starts a server on them and signs everybody in. */
export async function setUp({ database = "embedded", env = {}, prepare }: Wishes = {}): Promise<Stage> {
  const storage = await newStorage(database);
  const casts = await castInto(storage);
  const [our, their] = casts;
  await prepare?.(storage, casts);
  const server = await startServer({ storage, env });
  const site = { url: server.url };
  const stage: Stage = {
    site,
    server,
    storage,
    ours: peopleOf(site, our),
    theirs: peopleOf(site, their),
    nobody: new Person(site, { id: randomUUID(), name: "Nobody" }),
    async restart(changed = {}) {
      stage.server = await startServer({ storage, env: { ...env, ...changed } });
      site.url = stage.server.url;
      return stage.server;
    },
    async close() {
      await stage.server.stop();
      await storage.drop();
    },
  };
  await Promise.all([stage.ours, stage.theirs].flatMap((people) => Object.values(people)).map(admit));
  return stage;
}

function peopleOf(site: Site, { companyId: _, ...viewers }: Cast): People {
  const people = Object.entries(viewers).map(([key, { userId, name }]) => {
    return [key, new Person(site, { id: userId, name, email: `${key}.${userId}@example.com`, password })];
  });
  return Object.fromEntries(people);
}

async function admit(person: Person): Promise<void> {
  const reply = await person.signIn();
  if (!person.isSignedIn) throw new Error(`${person.name} could not sign in: ${reply.status} ${reply.text}`);
}
