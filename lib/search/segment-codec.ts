import { postingOf, type Spot, tokenOfPosting } from "#lib/search/segment.ts";
import { tokenBits } from "#lib/search/tokens.ts";

/** What the bytes of a part come to on average: small enough to be read for the sake of one token. */
const partBytes = 2_000;
const tokenBytes = tokenBits / 8;

/** The part of a segment in which a token's postings stand. */
export const partOf = (token: number, bits: number): number => Math.floor(token / 2 ** (tokenBits - bits));

/** Messages as differences, in numbers of variable length: times from one to the next, and of seqs what is beyond the next. */
export function encodeMessages(messages: Spot[]): Buffer {
  const bytes = new Bytes(Buffer.allocUnsafe(messages.length * 16));
  let last: Spot = { seq: 0, at: 0 };
  for (const spot of messages) {
    const step = spot.seq - last.seq;
    bytes.writeNumber(spot.at - last.at);
    bytes.writeNumber(step < 0 ? -2 * step - 1 : 2 * step);
    last = spot;
  }
  return bytes.written();
}

export function decodeMessages(encoded: Buffer): Spot[] {
  const messages: Spot[] = [];
  eachMessage(encoded, (seq, at) => messages.push({ seq, at }));
  return messages;
}

/** The messages at some positions, which ascend. */
export function findMessages(encoded: Buffer, positions: number[]): Spot[] {
  const found: Spot[] = [];
  let position = 0;
  eachMessage(encoded, (seq, at) => {
    if (positions[found.length] === position++) found.push({ seq, at });
  });
  return found;
}

function eachMessage(encoded: Buffer, take: (seq: number, at: number) => void): void {
  const bytes = new Bytes(encoded);
  let [seq, at] = [0, 0];
  while (!bytes.isAtEnd()) {
    at += bytes.readNumber();
    const step = bytes.readNumber();
    seq += step % 2 ? -(step + 1) / 2 : step / 2;
    take(seq, at);
  }
}

/** A segment's postings in parts, by the first bits of their tokens; a part without any is not there. */
export function encodePostings(postings: Float64Array): { bits: number; parts: Map<number, Buffer> } {
  const bits = bitsFor(postings);
  const bytes = new Bytes(Buffer.allocUnsafe(postings.length * (tokenBytes + 4)));
  const parts = new Map<number, Buffer>();
  let number = 0;
  for (let from = 0; from < postings.length; ) {
    const token = tokenOfPosting(postings[from] as number);
    const part = partOf(token, bits);
    if (part !== number && bytes.hasWritten()) parts.set(number, bytes.written());
    number = part;
    from = writeToken(bytes, token, postings, from);
  }
  if (bytes.hasWritten()) parts.set(number, bytes.written());
  return { bits, parts };
}

/** How many parts: as a power of two. */
function bitsFor(postings: Float64Array): number {
  let tokens = 0;
  let last = -1;
  for (const posting of postings) {
    const token = tokenOfPosting(posting);
    if (token !== last) tokens++;
    last = token;
  }
  return Math.max(0, Math.ceil(Math.log2((tokens * (tokenBytes + 1) + postings.length) / partBytes)));
}

/** Writes a token, how many bytes its positions take, and these as differences. Gives where the next token begins. */
function writeToken(bytes: Bytes, token: number, postings: Float64Array, from: number): number {
  const first = postingOf(token, 0);
  const end = postingOf(token + 1, 0);
  let length = 0;
  let to = from;
  for (let last = first; to < postings.length && (postings[to] as number) < end; to++) {
    length += lengthOf((postings[to] as number) - last);
    last = postings[to] as number;
  }
  bytes.writeToken(token);
  bytes.writeNumber(length);
  let last = first;
  for (let index = from; index < to; index++) {
    bytes.writeNumber((postings[index] as number) - last);
    last = postings[index] as number;
  }
  return to;
}

/** A part's postings, onto a list of them. */
export function decodePostings(part: Buffer, onto: number[]): void {
  const bytes = new Bytes(part);
  while (!bytes.isAtEnd()) {
    const token = bytes.readToken();
    for (const position of readPositions(bytes, bytes.readNumber())) onto.push(postingOf(token, position));
  }
}

/** The positions of the messages that carry a token, of the part in which it would stand. */
export function findPositions(part: Buffer, token: number): number[] {
  const bytes = new Bytes(part);
  while (!bytes.isAtEnd()) {
    const found = bytes.readToken();
    const length = bytes.readNumber();
    if (found === token) return readPositions(bytes, length);
    if (found > token) break;
    bytes.skip(length);
  }
  return [];
}

function readPositions(bytes: Bytes, length: number): number[] {
  const positions: number[] = [];
  const end = bytes.at + length;
  for (let last = 0; bytes.at < end; positions.push(last)) last += bytes.readNumber();
  return positions;
}

function lengthOf(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest /= 0x80) length++;
  return length;
}

/** Bytes that are read or written one after another. Numbers take seven bits a byte, the lowest first (LEB128). */
class Bytes {
  readonly #buffer: Buffer;
  #start = 0;
  at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  isAtEnd = (): boolean => this.at >= this.#buffer.length;
  hasWritten = (): boolean => this.at > this.#start;

  skip(length: number): void {
    this.at += length;
  }

  writeNumber(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#buffer[this.at++] = (rest % 0x80) + 0x80;
    this.#buffer[this.at++] = rest;
  }

  readNumber(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#buffer[this.at++] as number;
      if (byte === undefined) throw new RangeError("A number breaks off");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  writeToken(token: number): void {
    this.at = this.#buffer.writeUIntBE(token, this.at, tokenBytes);
  }

  readToken(): number {
    const token = this.#buffer.readUIntBE(this.at, tokenBytes);
    this.at += tokenBytes;
    return token;
  }

  /** What was written since this was last asked. */
  written(): Buffer {
    const written = this.#buffer.subarray(this.#start, this.at);
    this.#start = this.at;
    return written;
  }
}
