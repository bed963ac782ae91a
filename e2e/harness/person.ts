import { EventStream } from "./events.ts";
import { type Answer, type Headers, type Reply, send } from "./http.ts";

/** Where people go. After a restart it is elsewhere, and they follow. */
export type Site = { url: string };

/** Somebody with a browser: their cookies, and requests as Parley's own pages make them. */
export class Person {
  readonly cookies = new Map<string, string>();
  site: Site;
  id: string;
  name: string;
  email: string;
  password: string;

  constructor(site: Site, { id = "", name = "", email = "", password = "" } = {}) {
    this.site = site;
    this.id = id;
    this.name = name;
    this.email = email;
    this.password = password;
  }

  /** One call; headers given as `undefined` are left out. */
  async call(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Reply> {
    const write = method !== "GET" && method !== "HEAD" ? { origin: this.site.url } : {};
    const typed = body === undefined ? {} : { "content-type": "application/json" };
    const sent = { cookie: this.cookieHeader(), ...write, ...typed, ...headers };
    const reply = await send(method, this.site.url + path, sent, body);
    for (const cookie of reply.headers["set-cookie"] ?? []) this.#keep(cookie);
    return reply;
  }

  get(path: string): Promise<Reply> {
    return this.call("GET", path);
  }

  /** A call that must succeed; gives its body. */
  async must(method: string, path: string, body?: unknown): Promise<Answer> {
    const reply = await this.call(method, path, body);
    if (reply.status >= 300) throw new Error(`${this.name}: ${method} ${path} gave ${reply.status} ${reply.text}`);
    return reply.body;
  }

  /** Signs in as next-auth's own pages do. */
  async signIn(password = this.password, email = this.email): Promise<Reply> {
    const { csrfToken } = (await this.get("/api/auth/csrf")).body;
    const form = new URLSearchParams({ csrfToken, email, password }).toString();
    return this.call("POST", "/api/auth/callback/credentials", form, {
      "content-type": "application/x-www-form-urlencoded",
    });
  }

  /** The same person at another browser, not signed in there yet. */
  elsewhere(): Person {
    return new Person(this.site, this);
  }

  async openRoom(room: object): Promise<string> {
    return (await this.must("POST", "/api/rooms", room)).room.id;
  }

  async post(roomId: string, content: string, clientId?: string): Promise<Answer> {
    return (await this.must("POST", `/api/rooms/${roomId}/messages`, { content, clientId })).message;
  }

  stream(cursor?: string): Promise<EventStream> {
    const resume = cursor ? { "last-event-id": cursor } : {};
    return EventStream.open(`${this.site.url}/api/stream`, { cookie: this.cookieHeader(), ...resume });
  }

  get isSignedIn(): boolean {
    return this.cookies.has("authjs.session-token");
  }

  cookieHeader(): string | undefined {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length > 0 ? pairs.join("; ") : undefined;
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const isGone = value === "" || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
