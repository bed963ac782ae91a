import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { parse } from "#lib/http/endpoint.ts";
import type { SearchHit } from "#lib/search/events.ts";
import { searchQuery } from "#lib/search/inputs.ts";
import { searchMessages } from "#lib/search/queries.ts";
import { postingOf, tokenOfPosting } from "#lib/search/segment.ts";
import { listSegments, readSegments } from "#lib/search/segments.ts";
import { searchKeysOf } from "#lib/search/tokens.ts";

/** What a query string asks for, page by page to the end. */
export async function searchAll(db: Db, viewer: Viewer, asked: Record<string, string>): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = parse(searchQuery, { limit: "50", ...asked, ...(cursor && { cursor }) });
    const page = await searchMessages(db, viewer, query);
    hits.push(...page.hits);
    cursor = page.nextCursor;
  }
  return hits;
}

/** The texts of what is found for these words, newest first. */
export async function textsFor(db: Db, viewer: Viewer, q: string, asked: Record<string, string> = {}) {
  return (await searchAll(db, viewer, { q, ...asked })).map(({ message }) => message.content);
}

/** The messages of a room that can be found, by seq, each with its tokens. One that stands there twice is given twice. */
export async function indexedOf(db: Db, roomId: string): Promise<{ seq: number; tokens: number[] }[]> {
  const [room] = await db.select({ companyId: chatRoom.companyId }).from(chatRoom).where(eq(chatRoom.id, roomId));
  const companyId = room?.companyId ?? "";
  const keys = searchKeysOf(await roomKeys(db, companyId, [roomId]));
  const segments = await readSegments(db, companyId, keys, await listSegments(db, [{ roomId }]));
  const found = segments.flatMap(({ messages, postings }) =>
    messages.map(({ seq }, position) => {
      const tokens = Array.from(postings, tokenOfPosting);
      return { seq, tokens: tokens.filter((token, index) => postings[index] === postingOf(token, position)) };
    }),
  );
  return found.toSorted((one, other) => one.seq - other.seq);
}

const sentences = [
  "The {thing} of {firm} holds {number} % since {version}, {name} measured it this morning",
  "{name}, could you look at the {thing} before {day}? The {thing} still reads the old block",
  "Merged: write the second {thing} before the first is erased, see {link}",
  "Meeting moved to {day}, we are planning the {thing} with {firm}",
  "Shipping {number} units, serial {serial}, tracked in {path}",
  "I don't think that {firm}'s {thing} was ever calibrated; ask {mail}",
  "Die {german} für {firm} ist fertig, {name} schickt sie am {day}",
  "Können wir die {german} noch vor der Übergabe prüfen? Es fehlt Größe {number}",
  "Bitte alle {german} in der Straße 12 abholen, Schlüssel liegt beim Empfang",
  "La {french} de {firm} est arrivée, {name} l'a vérifiée hier",
  "Où sont les {french}s du client ? Le délai était fixé à {day}",
  "{cjk}について{name}さんに確認しました。{cjk2}は来週です",
  "请把{cjk}发给{firm}，{cjk2}已经完成",
  "{firm}의 {hangul} 확인해 주세요",
  "🎉 {version} is out, thanks {name}!",
  "E14 again on {serial} after the update to {version}",
];

const words: Record<string, readonly string[]> = {
  thing: ["calibration", "logger export", "heater block", "invoice", "contract", "bench", "firmware", "sensor array"],
  firm: ["Harborview", "Clearwater", "Lindqvist Lab", "Ångström AB", "Société Générale", "Müller & Söhne", "Ørsted"],
  version: ["2.4.1-rc2", "2.3.7", "v10.0.12", "FM-210", "rev C", "1.0.0-beta.3"],
  name: ["Mei-Ling Zhao", "Tomás Herrera", "Zoë", "Daniel Brandt", "Łukasz", "Kwame Boateng", "François"],
  day: ["Friday", "tomorrow", "Donnerstag", "vendredi", "2026-11-24", "next week"],
  link: ["https://git.example.com/parley/merge/4711", "http://intranet.example/wiki/FM-210?rev=3"],
  serial: ["SN-00417-B", "A7F3-99", "0x1F4A", "DE89370400440532013000"],
  path: ["src/logger/export_reader.ts", "/var/log/parley.log", "C:\\Users\\zoe\\report.xlsx"],
  mail: ["jane.doe+lab@example.com", "info@müller.example"],
  german: ["Rechnung", "Lieferungen", "Prüfprotokolle", "Kundenliste", "Straßenkarte", "Verträge"],
  french: ["facture", "réunion", "pièce détachée", "clé", "commande"],
  cjk: ["校准报告", "東京の会議", "プロジェクト", "测试结果", "見積書"],
  cjk2: ["納品", "合同", "ドキュメント", "出荷"],
  hangul: ["보고서를", "회의실", "견적서는"],
};

/** Believable messages of a company that works in several languages; the same ones at every call. */
export function believableMessages(count: number): string[] {
  let state = 20_261_124;
  const pick = <Item>(list: readonly Item[]): Item => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff; // the generator of ANSI C's rand()
    return list[Math.floor((state / 0x8000_0000) * list.length)] as Item;
  };
  return Array.from({ length: count }, (_, index) =>
    pick(sentences).replace(/\{(\w+)\}/g, (_, slot: string) =>
      slot === "number" ? String((index * 7919) % 10_007) : pick(words[slot] ?? [slot]),
    ),
  );
}
