import { spawnSync } from "node:child_process";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { multipartEnds, multipartType } from "./files.ts";
import type { Reply } from "./http.ts";
import type { Person } from "./person.ts";

/** Uploads so many megabytes, chunked, as fast as they are taken; none of it is held in memory here. */
export async function flood(person: Person, roomId: string, megabytes: number): Promise<Reply> {
  const call = request(`${person.site.url}/api/rooms/${roomId}/files`, {
    method: "POST",
    headers: { ...multipartType, cookie: person.cookieHeader(), origin: person.site.url },
  });
  const answered = new Promise<Reply>((resolve, reject) => {
    call.once("error", reject).once("response", async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: JSON.parse(text) });
    });
  });
  const [head, end] = multipartEnds("big.bin");
  const megabyte = Buffer.alloc(1024 * 1024, "parley ");
  const body = function* () {
    yield head;
    for (let sent = 0; sent < megabytes; sent++) yield megabyte;
    yield end;
  };
  const [reply] = await Promise.all([answered, pipeline(Readable.from(body()), call).catch(() => {})]);
  return reply;
}

/** The memory that a process holds now, in bytes. */
export function residentMemory(pid: number): number {
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) * 1024;
}
