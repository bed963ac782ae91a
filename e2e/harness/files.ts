import type { Answer } from "./http.ts";
import type { Person } from "./person.ts";

const boundary = "parley-e2e-boundary";

export const multipartType = { "content-type": `multipart/form-data; boundary=${boundary}` };

/** What stands before and after a file in a multipart body. */
export const multipartEnds = (name: string): [Buffer, Buffer] => [
  Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`,
  ),
  Buffer.from(`\r\n--${boundary}--\r\n`),
];

export function multipart(name: string, bytes: Buffer | string): Buffer {
  const [head, end] = multipartEnds(name);
  return Buffer.concat([head, Buffer.from(bytes), end]);
}

/** Uploads a file, which must succeed. */
export async function uploaded(person: Person, roomId: string, name: string, bytes: Buffer | string): Promise<Answer> {
  const reply = await person.call("POST", `/api/rooms/${roomId}/files`, multipart(name, bytes), multipartType);
  if (reply.status !== 201) throw new Error(`${person.name} could not upload: ${reply.status} ${reply.text}`);
  return reply.body;
}

/** Uploads a file and sends it; gives its id. */
export async function sentFile(person: Person, roomId: string, bytes: Buffer | string = "plan"): Promise<string> {
  const { id } = await uploaded(person, roomId, "plan.txt", bytes);
  await person.must("POST", `/api/rooms/${roomId}/messages`, { fileIds: [id] });
  return id;
}
