import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { clientHeader, clientToHeader } from "#lib/http/client-header.ts";
import { newId } from "#lib/ids.ts";

// next-auth names Next's parts as only a bundler finds them.
registerHooks({
  resolve: (name, context, next) =>
    next(/^next\/(server|headers|navigation)$/.test(name) ? `${name}.js` : name, context),
});
const { serveAuth } = await import("#lib/auth/auth-route.ts");

export const origin = "http://127.0.0.1:3000";

/** A browser's dealings with next-auth's routes: it keeps cookies and says where it is. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly address = newId();

  get cookie() {
    return [...this.cookies].map((pair) => pair.join("=")).join("; ");
  }

  async send(path: string, init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {}) {
    const client = clientToHeader({ address: this.address, isLoopback: true, origin });
    const given = { host: "127.0.0.1:3000", cookie: this.cookie, [clientHeader]: client };
    const own: Record<string, string> =
      init.method === "POST" ? { origin, "content-type": "application/x-www-form-urlencoded" } : {};
    const headers = new Headers({ ...given, ...own, ...init.headers });
    const response = await serveAuth(new Request(`${origin}/api/auth/${path}`, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    assert.equal(response.headers.get("cache-control"), "private, no-store");
    return response;
  }

  async post(path: string, fields: Record<string, string>) {
    const { csrfToken } = await (await this.send("csrf")).json();
    return this.send(path, { method: "POST", body: new URLSearchParams({ csrfToken, ...fields }).toString() });
  }

  signIn = (email: string, password: string) => this.post("callback/credentials", { email, password });
}
