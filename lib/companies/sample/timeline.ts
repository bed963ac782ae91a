import { readTalk, type SampleLine, type SampleRoom } from "#lib/companies/sample/script.ts";

export type SampleEvent =
  | { at: Date; kind: "open"; room: SampleRoom }
  | { at: Date; kind: "line"; room: SampleRoom; line: SampleLine; index: number };

/** Older than any conversation: when the rooms of the company were opened. */
const openedDaysAgo = 10;

/** All that happens in these rooms, in its order: rooms open, and then people talk. All of it is past by now. */
export function timelineOf(rooms: SampleRoom[], now: Date): SampleEvent[] {
  const events = rooms.flatMap((room): SampleEvent[] => {
    const lines = readTalk(room.talk).map((line, index): SampleEvent => {
      return { at: momentOf(line, now), kind: "line", room, line, index };
    });
    const isShared = room.type === "group" || room.type === "company";
    const first = isShared ? momentOf({ daysAgo: openedDaysAgo, minute: 16 * 60 }, now) : (lines[0]?.at ?? now);
    return [{ at: first, kind: "open", room }, ...lines];
  });
  return events.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** So many working days before the last one that is over. */
function momentOf({ daysAgo, minute }: { daysAgo: number; minute: number }, now: Date): Date {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 0, minute);
  for (let left = daysAgo; isFree(day) || left > 0; ) {
    if (!isFree(day)) left--;
    day.setDate(day.getDate() - 1);
  }
  return day;
}

const isFree = (day: Date) => day.getDay() === 0 || day.getDay() === 6;
