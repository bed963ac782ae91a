import { Refusal } from "#lib/errors.ts";
import { fileParams, fileQuery, roomParams } from "#lib/files/inputs.ts";
import { isShownInline } from "#lib/files/media-types.ts";
import { dispositionOf } from "#lib/files/names.ts";
import { findFile } from "#lib/files/queries.ts";
import { parseRange } from "#lib/files/ranges.ts";
import { uploadFile } from "#lib/files/upload.ts";
import type { Answer } from "#lib/http/call.ts";
import { endpoint, refusalAnswer } from "#lib/http/endpoint.ts";

export const postFile = endpoint({
  method: "POST",
  path: "/api/rooms/{roomId}/files",
  summary: "Upload a file, to send it in a message",
  for: "signed-in",
  params: roomParams,
  takesFile: true,
  run: async ({ db, viewer, params, call }) => ({ status: 201, body: await uploadFile(db, viewer, params, call) }),
});

export const getFile = endpoint({
  method: "GET",
  path: "/api/rooms/{roomId}/files/{fileId}",
  summary: "A file's bytes, or those of an image's small form",
  for: "signed-in",
  params: fileParams,
  query: fileQuery,
  run: async ({ db, viewer, params, query, call }): Promise<Answer> => {
    const file = await findFile(db, viewer, { ...params, ...query });
    const { name, mediaType, size } = file;
    const etag = `"${params.fileId}${query.size ? `-${query.size}` : ""}"`;
    const isCurrent = [undefined, etag].includes(call.header("if-range"));
    const range = isCurrent ? parseRange(call.header("range"), size) : null;
    if (range === "unsatisfiable") return noSuchBytes(size);
    const { from, to } = range ?? { from: 0, to: size };
    return {
      status: range ? 206 : 200,
      ...(call.method !== "HEAD" && { stream: await file.read({ from, to }) }),
      headers: {
        "content-type": mediaType,
        "content-length": String(to - from),
        ...(range && { "content-range": `bytes ${from}-${to - 1}/${size}` }),
        "accept-ranges": "bytes",
        etag,
        "content-disposition": dispositionOf(isShownInline(mediaType) ? "inline" : "attachment", name),
        "content-security-policy": "sandbox; default-src 'none'",
        "cross-origin-resource-policy": "same-origin",
      },
    };
  },
});

function noSuchBytes(size: number): Answer {
  const { headers, ...rest } = refusalAnswer(new Refusal("range_not_satisfiable", `The file has ${size} bytes.`));
  return { ...rest, headers: { ...headers, "content-range": `bytes */${size}` } };
}
