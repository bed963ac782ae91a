import { connect } from "node:net";

/** Sends bytes as they are and gives all that comes back until the other side, or two seconds of silence, end it. */
export function ask(url: string, request: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString());
    };
    socket.setTimeout(2_000, end).on("data", (chunk) => {
      chunks.push(chunk);
      socket.setTimeout(100, end);
    });
    socket.on("error", end).on("end", end).on("close", end);
    socket.end(request);
  });
}
