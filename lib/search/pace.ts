import { batchMost } from "#lib/search/indexer.ts";

const batchLeast = 30;
/** A batch is to take about so long (ms), and half of it while people send: on an embedded database they wait for its transaction. */
const aimQuiet = 25;
const aimBusy = 12;
/** So many times as long as a batch took is waited after it: it has half of the time, and a thirtieth while people send. */
const restQuiet = 1;
const restBusy = 29;
/** But not for ever (ms). */
const restMost = 1_000;

/** How many messages the next batch is to have, and how long to rest before it: sends come first. */
export class Pace {
  size = batchLeast;
  rest = 0;

  /** Learns from a batch of so many that took so long (ms), whatever else the machine did, and whether people sent meanwhile. */
  note(count: number, took: number, isBusy = false): void {
    const fitting = (count * (isBusy ? aimBusy : aimQuiet)) / Math.max(took, 1);
    const most = count < this.size ? this.size : Math.min(this.size * 2, batchMost); // a batch that was not full tells little
    this.size = Math.round(Math.min(Math.max(fitting, batchLeast), most));
    this.rest = Math.min(took * (isBusy ? restBusy : restQuiet), restMost);
  }
}
