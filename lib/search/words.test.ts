import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fold } from "#lib/search/fold.ts";
import { rootOf, stemOf } from "#lib/search/stem.ts";
import { findTerm, maySay, parseTerms } from "#lib/search/terms.ts";
import { wordsOf } from "#lib/search/words.ts";

const says = (text: string, asked: string) =>
  parseTerms(asked).every((term) => findTerm(wordsOf(text), term).length > 0);

test("case, accents, ligatures and width are folded away", () => {
  for (const [one, other] of [
    ["Straße", "STRASSE"],
    ["Ångström", "angstrom"],
    ["ﬁne", "fine"],
    ["Ｐａｒｌｅｙ", "parley"],
    ["Łukasz Ørsted", "lukasz orsted"],
    ["Ελλάς", "ΕΛΛΑΣ"],
    ["naïve", "nai\u0308ve"],
    ["ｶﾞｷﾞ", "ガギ"],
    ["Донау\u00adдампф", "донаудампф"],
  ] as const) {
    assert.equal(fold(one), fold(other));
  }
  assert.notEqual(fold("が"), fold("か"), "a voiced kana is another letter");
});

test("inflections share a stem, which every one of them begins with", () => {
  for (const group of [
    ["company", "companies"],
    ["block", "blocks", "blocked", "blocking"],
    ["calibrate", "calibrated", "calibrating", "calibration", "calibrations"],
    ["stop", "stops", "stopped", "stopping"],
    ["address", "addresses", "addressed"],
    ["box", "boxes"],
    ["note", "notes"],
    ["Rechnung", "Rechnungen"],
    ["Vertrag", "Verträge", "Vertrages"],
    ["schnell", "schnelle", "schneller", "schnelles"],
    ["Straße", "Straßen"],
    ["facture", "factures", "facturer"],
    ["bureau", "bureaux"],
    ["réunion", "réunions"],
  ]) {
    const folded = group.map(fold);
    assert.equal(new Set(folded.map(stemOf)).size, 1, group.join(", "));
    for (const word of folded) assert.ok(word.startsWith(rootOf(folded[0] ?? "")), word);
  }
  for (const [one, other] of [
    ["notes", "not"],
    ["party", "part"],
    ["butter", "but"],
    ["letter", "let"],
    ["story", "store"],
    ["under", "und"],
  ] as const) {
    assert.notEqual(stemOf(one), stemOf(other), `${one} is not ${other}`);
  }
});

test("identifiers, addresses and versions are found whole, by their parts, and while they are typed", () => {
  const text = "2.4.1-rc2 of FM-210: ask jane.doe@example.com, see https://git.example.com/a_b-c/merge?id=4711";
  for (const asked of [
    "2.4.1-rc2",
    "2.4.1",
    "2.4",
    "rc2",
    "FM-210",
    "fm-2",
    "210",
    "jane.doe@example.com",
    "example.com",
    "jane.d",
    "git.example.com/a_b",
    "https://git.example.com/a_b-c/merge?id=4711",
    "4711",
  ]) {
    assert.ok(says(text, asked), asked);
  }
  for (const asked of ["2.4.2", "rc2-FM", "doe.jane", "FM-211", "xample"]) assert.ok(!says(text, asked), asked);
});

test("words are joined by and, begin what they find, and phrases stand as they are", () => {
  const text = "The calibration block of the second bench";
  for (const asked of ["bench calib", "BLOCK", '"calibration block"', "„second bench“", "calibrating blocks"])
    assert.ok(says(text, asked), asked);
  for (const asked of ["bench sensor", '"block calibration"', '"calibration bloc"', "ench", "ca"])
    assert.ok(!says(text, asked), asked);
});

test("scripts without spaces are found by any part of them", () => {
  for (const asked of ["東京", "京タ", "タワー", "東", "東京タワーで会", "会議 東京"])
    assert.ok(says("明日は東京タワーで会議", asked), asked);
  assert.ok(!says("明日は東京タワーで会議", "京東"));
  assert.ok(says("보고서를 확인해 주세요", "보고서"));
  assert.ok(says("FM-210校准报告", "210校准"));
});

test("nothing but signs asks for nothing", () => {
  for (const asked of ["", "  ", "?!…", '"', '""', "–—", "()[]"]) assert.deepEqual(parseTerms(asked), []);
});

test("what a text says, its letters show it may say", () => {
  const latin = fc.constantFrom(..."aeiosyxXſßÉœÆİıøŁªª¼²ŉ¨-_.' \u00ad", "ing", "ies", "ation");
  const others = fc.constantFrom(..."ﬁΣς東京タワがｶﾞ보고กำ\u0301\u0308");
  const letters = fc.oneof({ weight: 50, arbitrary: latin }, others);
  const text = fc.array(letters, { maxLength: 30 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(29), fc.nat(12), fc.boolean(), (said, from, length, isQuoted) => {
      const part = said.slice(from, from + length);
      const asked = isQuoted ? `"${part}"` : part;
      if (says(said, asked)) assert.ok(maySay(said, parseTerms(asked)), JSON.stringify([said, asked]));
    }),
    { numRuns: 1_000 },
  );
});
