const locale = "en-GB";
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const longDay = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const longDayWithYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

const dayLength = 86_400_000;

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** How many calendar days `date` lies before `now`. Rounded, for a day may have 23 or 25 hours. */
export function daysAgo(date: Date, now: number): number {
  return Math.round((midnight(new Date(now)) - midnight(date)) / dayLength);
}

function sameYear(date: Date, now: number): boolean {
  return date.getFullYear() === new Date(now).getFullYear();
}

/** 09:15 */
export function clockTime(date: Date): string {
  return clock.format(date);
}

/** Thursday 19 November 2026 at 09:15 */
export function fullTime(date: Date): string {
  return full.format(date);
}

/** 09:15, Wed, 2 Sep, 2 Sep 2025: as short as its age allows. */
export function shortTime(date: Date, now: number): string {
  const days = daysAgo(date, now);
  if (days <= 0) return clock.format(date);
  if (days < 7) return weekday.format(date);
  return (sameYear(date, now) ? dayAndMonth : dayMonthYear).format(date);
}

/** 2 Sep, 2 Sep 2025 */
export function shortDay(date: Date, now: number): string {
  return (sameYear(date, now) ? dayAndMonth : dayMonthYear).format(date);
}

/** now, 12 min ago, 09:15, yesterday 18:02, 2 Sep */
export function sinceTime(date: Date, now: number): string {
  const minutes = Math.floor((now - date.getTime()) / 60_000);
  if (minutes < 2) return "now";
  if (minutes < 60) return `${minutes} min ago`;
  const days = daysAgo(date, now);
  if (days <= 0) return `today ${clock.format(date)}`;
  if (days === 1) return `yesterday ${clock.format(date)}`;
  return (sameYear(date, now) ? dayAndMonth : dayMonthYear).format(date);
}

/** 24 min, 1 h 10, 3 days: how long something lasts, whichever way. */
export function spanWords(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? "day" : "days"}`;
}

/** Today, Yesterday, Thursday 19 November, 2 September 2025 */
export function dayName(date: Date, now: number): string {
  const days = daysAgo(date, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return (sameYear(date, now) ? longDay : longDayWithYear).format(date);
}
