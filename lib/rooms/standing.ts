import { BoundedMap } from "#lib/bounded-map.ts";

/**
 * What was found out of rooms as they stood. Nothing happens in a room without taking its next number, so what was read
 * of a room at one number is true whenever it stands at this number, in whichever process it was written.
 */
class Standing<Value> {
  readonly #known: BoundedMap<string, { version: string; value: Value }>;

  constructor(most: number) {
    this.#known = new BoundedMap(most);
  }

  get(key: string, version: string): Value | undefined {
    const known = this.#known.get(key);
    return known?.version === version ? known.value : undefined;
  }

  set(key: string, version: string, value: Value): void {
    this.#known.set(key, { version, value });
  }

  delete(key: string): void {
    this.#known.delete(key);
  }
}

const held = globalThis as { [name: symbol]: unknown };

/** The one `Standing` of this name in the process, of Next's bundles and the server alike. It holds at most so many. */
export function standing<Value>(name: string, most: number): Standing<Value> {
  const key = Symbol.for(name);
  held[key] ??= new Standing<Value>(most);
  return held[key] as Standing<Value>;
}

/** A room's number; with its time, so that a database put back to an earlier state does not pass for what it had become. */
export const versionOf = ({ lastSeq, updatedAt }: { lastSeq: number; updatedAt: string }) => `${lastSeq} ${updatedAt}`;
