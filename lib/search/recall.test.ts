import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import { postMessage } from "#lib/messages/commands.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { indexCompany } from "#lib/search/indexer.ts";
import { believableMessages, textsFor } from "#lib/search/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();

/**
 * A plain search through plain text, made another way than ours: of scripts without spaces anywhere, else where words
 * begin, and of one and two letters whole words.
 */
function plainSearch(texts: string[], asked: string): string[] {
  const flat = (text: string) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll("ß", "ss")
      .replaceAll("ł", "l")
      .normalize("NFC");
  const wanted = asked.split(/\s+/).map((word) => {
    const escaped = flat(word).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const isUnspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word);
    const end = /^[\p{L}\p{N}]{1,2}$/u.test(word) ? "(?![\\p{L}\\p{N}])" : "";
    return new RegExp(isUnspaced ? escaped : `(?<![\\p{L}\\p{N}])${escaped}${end}`, "u");
  });
  return texts.filter((text) => wanted.every((pattern) => pattern.test(flat(text))));
}

/** What people look for in these texts: words and their beginnings, in any case, pairs, identifiers, parts of CJK runs. */
function questionsFor(texts: string[]): string[] {
  const questions = new Set<string>();
  for (const text of texts) {
    const tokens = text.split(/[\s，。:;,!?()]+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
    for (const token of tokens) {
      const isUnspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(token);
      const runs = token.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}ー]+/gu) ?? [];
      for (const run of runs) questions.add(run.slice(0, 2)).add(run.slice(-3)).add(run.slice(0, 1));
      if (isUnspaced) continue;
      const core = token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      questions.add(core).add(core.toUpperCase());
      for (const length of [3, 4, 5, 7, 9]) {
        const beginning = core.slice(0, length);
        if (core.length > length && /^[\p{L}\p{N}]{3,}$/u.test(beginning)) questions.add(beginning);
      }
    }
    if (tokens.length > 3)
      questions.add(`${tokens[1]?.replace(/\P{L}/gu, "")} ${tokens[3]?.replace(/\P{L}/gu, "")}`.trim());
  }
  return [...questions].filter((question) => question.length > 0 && !/^\P{L}{1,2}$/u.test(question));
}

test("finds at least 99 of 100 messages that a plaintext search of the same corpus finds", async () => {
  const { companyId, grace, alan } = await castCompany(db);
  const rooms: string[] = [];
  for (const name of ["Firmware", "Bench", "Support"]) {
    rooms.push((await createRoom(db, grace, { type: "group", name, memberIds: [alan.userId] })).roomId);
  }
  const texts = believableMessages(250);
  await Promise.all(
    texts.map((content, index) =>
      postMessage(db, index % 2 ? grace : alan, { roomId: rooms[index % 3] as string, content }),
    ),
  );
  await indexCompany(db, companyId);
  let expected = 0;
  const missed: string[] = [];
  const questions = questionsFor(texts);
  for (const question of questions.filter((_, index) => index % 7 === 0)) {
    const wanted = plainSearch(texts, question);
    const found = new Set(await textsFor(db, grace, question));
    expected += wanted.length;
    missed.push(...wanted.filter((text) => !found.has(text)).map((text) => `${question} in ${text}`));
  }
  const recall = 1 - missed.length / expected;
  console.log(
    `recall ${(100 * recall).toFixed(2)} % of ${expected} hits for ${Math.ceil(questions.length / 7)} questions`,
  );
  assert.ok(expected > 1_000);
  assert.ok(recall >= 0.99, `recall ${recall}, missed:\n${missed.slice(0, 20).join("\n")}`);
});
