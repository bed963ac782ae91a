import type { FileView } from "#lib/messages/events.ts";

const units = ["KB", "MB", "GB"];

/** 212 KB, 1.9 MB: two digits that count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`;
}

/** What kind of file it is, by its ending: PDF, CSV. */
export function kindWords({ name }: Pick<FileView, "name">): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return ending ? ending.toUpperCase() : "File";
}

/** "1.2 of 1.9 MB", the unit once where it is the same. */
export function progressWords(sent: number, size: number): string {
  const whole = sizeWords(size);
  const [part = "", unit] = sizeWords(sent).split(" ");
  return whole.endsWith(` ${unit}`) ? `${part} of ${whole}` : `${part} ${unit} of ${whole}`;
}
