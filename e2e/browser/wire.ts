import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire between a browser and the server that can be cut: open connections die, new ones find nobody. */
export type Wire = { url: string; cut(): void; mend(): void; close(): Promise<void> };

export async function wireTo(server: string): Promise<Wire> {
  const { hostname, port } = new URL(server);
  const ends = new Set<Socket>();
  let isCut = false;
  const wire = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on("error", () => {});
      end.once("close", () => {
        ends.delete(end);
        other.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(wire, "listening");
  const sever = () => {
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      sever();
    },
    mend() {
      isCut = false;
    },
    async close() {
      sever();
      wire.close();
    },
  };
}
