import { type SearchableThing, searchableThings } from "#lib/search/events.ts";

/** What somebody looks for, as the page's address says it: everything may be empty. Days are days of their own zone. */
export type Asked = {
  q: string;
  roomId: string;
  from: string;
  after: string;
  before: string;
  has: SearchableThing | "";
};

const keys = ["q", "roomId", "from", "after", "before", "has"] as const;

export type FilterKey = Exclude<(typeof keys)[number], "q">;

export function askedIn(parameters: URLSearchParams): Asked {
  const given = (key: string) => parameters.get(key) ?? "";
  const day = (key: string) => (/^\d{4}-\d\d-\d\d$/.test(given(key)) && midnight(given(key)) ? given(key) : "");
  return {
    q: given("q"),
    roomId: given("roomId"),
    from: given("from"),
    after: day("after"),
    before: day("before"),
    has: searchableThings.find((thing) => thing === given("has")) ?? "",
  };
}

export function pathOf(asked: Asked): string {
  const given = keys.filter((key) => asked[key] !== "").map((key) => [key, asked[key]]);
  return given.length === 0 ? "/search" : `/search?${new URLSearchParams(given)}`;
}

/** What the server is asked; null where there is nothing to look for yet. */
export function requestOf({ q, roomId, from, after, before, has }: Asked): string | null {
  if (!isEnough(q) && !from && !has) return null;
  const given = Object.entries({ q: q.trim(), roomId, from, has, after: midnight(after), before: midnight(before) });
  return `/api/search?${new URLSearchParams(given.filter(([, value]) => value !== ""))}`;
}

/** The moment at which a day begins here; empty for what is no day. */
function midnight(day: string): string {
  const date = new Date(`${day}T00:00`);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Two letters or digits, or a sign that is a word by itself. */
const isEnough = (q: string): boolean => /[\p{L}\p{N}]{2}|[\p{sc=Han}\p{Extended_Pictographic}]/u.test(q);
