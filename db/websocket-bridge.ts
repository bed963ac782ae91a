import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { WebSocketServer } from "ws";

/**
 * What stands before a Neon database, for tests: takes WebSockets and passes their bytes to a PostgreSQL over TCP.
 * Gives the port it listens on.
 */
export async function openWebSocketBridge(host: string, port: number): Promise<{ port: number; close(): void }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    const database = connect(port, host);
    database.on("data", (bytes) => socket.send(bytes));
    database.on("close", () => socket.close());
    database.on("error", () => socket.close());
    socket.on("message", (bytes: Buffer) => database.write(bytes));
    socket.on("close", () => database.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
