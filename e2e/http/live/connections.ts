import { readFileSync } from "node:fs";
import type { Socket } from "node:net";

/** How many established connections the server at an address holds for streams, as Linux counts them; the test's own are idle ones. */
export function openConnections(url: string): number {
  const port = ending(Number(new URL(url).port));
  return established().filter(({ local }) => local.endsWith(port)).length;
}

/** Whether the server still holds its end of a connection, also when this end reads nothing and so hears of nothing. */
export function isConnected({ localPort = 0, remotePort = 0 }: Socket): boolean {
  const [here, there] = [ending(localPort), ending(remotePort)];
  return established().some(({ local, remote }) => local.endsWith(there) && remote.endsWith(here));
}

const ending = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, "0")}`;

function established() {
  const lines = readFileSync("/proc/net/tcp", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, local = "", remote = "", state] = line.trim().split(/\s+/);
    return state === "01" ? [{ local, remote }] : [];
  });
}
