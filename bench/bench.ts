import { launch, type Process } from "./machine/launch.ts";
import type { Home } from "./product.ts";
import type { Row } from "./report.ts";

/** What every measure gets: the floor and the product, running on one Postgres, and how long to take. */
export type Bench = {
  isQuick: boolean;
  databasePid: number;
  floorDatabase: string;
  floor: Process;
  home: Home;
  product: Process;
  say(text: string): void;
};

/** Measures one thing; alternates between floor and product, so that a slow moment of the machine meets both. */
export type Measure = (bench: Bench) => Promise<Row[]>;

export const startFloor = (database: string, env: Record<string, string> = {}): Promise<Process> =>
  launch(["bench/floors/plain.ts", database], env);

/** Gathers the values of rounds by name. */
export class Rounds {
  readonly #values = new Map<string, number[]>();

  note(name: string, value: number): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
  }

  of(name: string): number[] {
    return this.#values.get(name) ?? [];
  }
}
