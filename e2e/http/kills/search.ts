import type { Answer } from "../../harness/http.ts";
import type { Person } from "../../harness/person.ts";
import { until, wait } from "../../harness/until.ts";

/** Waits until search finds each of these texts, which all say `word`: what was committed right before a kill is indexed after it. */
export async function untilAllFound(person: Person, roomId: string, word: string, contents: string[]): Promise<void> {
  await until(
    async () => {
      const found = new Set(await findAll(person, roomId, word));
      if (contents.every((content) => found.has(content))) return true;
      await wait(200);
      return false;
    },
    `${contents.length} messages are found`,
    60_000,
  );
}

async function findAll(person: Person, roomId: string, word: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = ""; ; ) {
    const query = new URLSearchParams({ q: word, roomId, limit: "50", ...(cursor && { cursor }) });
    const page = await person.must("GET", `/api/search?${query}`);
    found.push(...page.hits.map(({ message }: Answer) => message.content));
    if (!page.nextCursor) return found;
    cursor = page.nextCursor;
  }
}
