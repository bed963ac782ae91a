import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A wire to a server, for tests, that can fall silent as when a cable is pulled: whoever is connected hears nothing more and
 * is not told so, while new connections get through. Gives the server's address by way of it.
 */
export async function openSilentWire(server: string): Promise<{ url: string; silence(): void; close(): void }> {
  const url = new URL(server);
  const target = { host: url.hostname, port: Number(url.port || { "redis:": 6379, "postgres:": 5432 }[url.protocol]) };
  const ends = new Set<Socket>();
  const wire = createServer((near) => {
    const far = connect(target);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      ends.add(end);
      end.on("error", () => {});
    }
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  url.hostname = "127.0.0.1";
  url.port = String((wire.address() as AddressInfo).port);
  const silence = () => {
    for (const end of ends) end.unpipe().pause();
  };
  const close = () => {
    for (const end of ends) end.destroy();
    wire.close();
  };
  return { url: url.href, silence, close };
}
