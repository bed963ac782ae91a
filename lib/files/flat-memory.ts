import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const interval = 8 * 1024 * 1024;

type Collect = (options: { type: "minor" }) => void;
let collect: Collect | undefined;
let passed = 0;

/**
 * Notes that bytes of a file have passed through. Left alone, V8 lets some 60 MB of buffers that nobody holds any more
 * lie before it looks; asked every few megabytes, it frees them in a millisecond.
 */
export function notePassed(bytes: number): void {
  passed += bytes;
  if (passed < interval) return;
  passed = 0;
  collect ??= exposed();
  collect({ type: "minor" });
}

function exposed(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}
