import busboy from "busboy";
import { invalid, isRefusal, Refusal } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";

/** What may stand around the file: boundaries and headers. */
const overhead = 16 * 1024;

/**
 * Takes in the one file of a multipart body (field `file`) as it streams: `keep` gets its bytes no faster than it takes
 * them. Resolves once the body has ended well. Throws what `keep` throws, `body_too_large` and `invalid_input`.
 */
export async function receiveFile<Kept>(
  call: Call,
  most: number,
  keep: (given: { name: string; bytes: AsyncIterable<Buffer> }) => Promise<Kept>,
): Promise<Kept> {
  if (Number(call.header("content-length") ?? 0) > most + overhead) throw tooLarge(most);
  const parser = openParser(call);
  const body = call.body();
  let keeping: Promise<Kept> | undefined;
  try {
    const [kept] = await Promise.all([new Promise<Kept>(takeOne), ended()]);
    return kept;
  } catch (error) {
    body.unpipe(parser);
    body.resume();
    parser.on("error", () => {}).destroy();
    await keeping?.catch(() => {}); // it gets no more bytes, and cleans up before its caller does
    throw error;
  }

  function takeOne(resolve: (kept: Kept) => void, reject: (error: unknown) => void): void {
    parser.once("file", (field, bytes, { filename }) => {
      bytes.on("error", () => reject(broken()));
      if (field !== "file") reject(invalid("file", "is missing"));
      else {
        keeping = keep({ name: unescaped(filename ?? ""), bytes: upTo(most, bytes) });
        keeping.then(resolve, (error) => reject(isRefusal(error) || !bytes.errored ? error : broken()));
      }
    });
    parser.once("close", () => parser.listenerCount("file") > 0 && reject(invalid("file", "is missing")));
  }

  function ended(): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooMuch = () => reject(invalid("", "takes the field file, once, and no other"));
      let size = 0;
      body.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > most + overhead) reject(tooLarge(most));
      });
      body.on("error", () => reject(broken())).once("aborted", () => reject(broken()));
      parser.once("filesLimit", tooMuch).once("fieldsLimit", tooMuch);
      parser.once("error", () => reject(broken())).once("close", resolve);
      body.pipe(parser);
    });
  }
}

/** Without the quotes and line ends that browsers write as %22, %0D and %0A (HTML, "multipart/form-data"): no name keeps them. */
const unescaped = (name: string) => name.replace(/%(22|0d|0a)/gi, "");

function openParser(call: Call) {
  try {
    return busboy({
      headers: { "content-type": call.header("content-type") ?? "" },
      defParamCharset: "utf8",
      limits: { files: 1, fields: 0 },
    });
  } catch {
    throw broken();
  }
}

/** The same bytes. Throws `body_too_large` where there are more than `most`. */
export async function* upTo(most: number, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    yield chunk;
  }
}

const tooLarge = (most: number) =>
  new Refusal("body_too_large", `A file may have at most ${Math.floor(most / 1024 / 1024)} MB.`);

const broken = () => invalid("", "is not a whole multipart/form-data body");
