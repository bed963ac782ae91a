import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is wanted of a product's value, or of its ratio to the floor. */
export type Wanted = { of: "ratio" | "product"; least?: number; most?: number };

/** One line of the table. A floor alone is shown for comparison; a product without `wanted` too. */
export type Row = { measure: string; floor?: number; product?: number; wanted?: Wanted };

export type Judged = Row & { ratio?: number; ok?: boolean };

export function judge(row: Row): Judged {
  const { floor, product, wanted } = row;
  const ratio = floor !== undefined && product !== undefined ? product / floor : undefined;
  if (!wanted) return { ...row, ...(ratio !== undefined && { ratio }) };
  const value = (wanted.of === "ratio" ? ratio : product) ?? Number.NaN;
  const ok = value >= (wanted.least ?? Number.NEGATIVE_INFINITY) && value <= (wanted.most ?? Number.POSITIVE_INFINITY);
  return { ...row, ...(ratio !== undefined && { ratio }), ok };
}

export function tableOf(rows: Judged[]): string {
  const head = ["measure", "floor", "product", "ratio", "wanted", "ok"];
  const cells = rows.map(({ measure, floor, product, ratio, wanted, ok }) => [
    measure,
    textOf(floor),
    textOf(product),
    ratio === undefined ? "–" : ratio.toFixed(2),
    wantedText(wanted),
    ok === undefined ? "" : ok ? "yes" : "NO",
  ]);
  const lines = [head, ...cells];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const draw = (line: string[]) =>
    `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [draw(head), rule, ...cells.map(draw)].join("\n");
}

function textOf(value: number | undefined): string {
  if (value === undefined) return "–";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function wantedText(wanted: Wanted | undefined): string {
  if (!wanted) return "";
  const bound = wanted.least === undefined ? `≤ ${wanted.most}` : `≥ ${wanted.least}`;
  return wanted.of === "ratio" ? `${bound} ×` : bound;
}

/** Keeps a run's figures as JSON; gives the file. */
export function keep(result: object): string {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
