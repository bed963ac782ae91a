import assert from "node:assert/strict";
import { it } from "node:test";
import type { Stage } from "../../harness/stage.ts";

const wild = [
  "sort=name",
  "sort=name;drop table chat_room--",
  "sort[]=password_hash",
  "order=(select password_hash from app_user limit 1)",
  "orderBy=created_at",
  "direction=desc",
  "select=*",
  "fields=passwordHash",
  "columns=password_hash",
  "include=sessions",
  "where=1=1",
  "filter[role]=admin",
  "role=admin",
  "companyId=00000000-0000-0000-0000-000000000000",
  "offset=-1",
  "limit=1;select pg_sleep(9)",
  "limit=1e9",
];

/** Parameters that take one of a list, with something that is not on it. */
const offTheList = [
  "/api/rooms?scope=all",
  "/api/rooms?scope=browse'--",
  "/api/support/queue?status=everything",
  "/api/support/queue?status=open' or '1'='1",
  "/api/support/queue?assignee=anyone",
  "/api/support/queue?assignee=me' or '1'='1",
  "/api/search?q=x&has=passwords",
  "/api/search?q=x&from=me",
  "/api/search?q=x&before=yesterday",
  "/api/search?q=x&roomId=*",
  "/api/admin/rate-limits?event=message.send' or '1'='1",
  "/api/admin/rate-limits?from=now()",
  "/api/admin/rate-limits?userId=%25",
];

/** Text to look for is text: none of these means anything but itself. */
const texts = [
  "' or 1=1 --",
  "%",
  "_",
  "\\",
  "%%_%",
  "'; drop table chat_room; --",
  "*",
  ":*",
  "a' | 'b:*",
  "$1",
  "#{x}",
];

export function parameters(stage: () => Stage): void {
  it("row 34: nothing is sorted, filtered or chosen by what is not on a list", async () => {
    const { ada } = stage().ours;
    const roomId = await ada.openRoom({ type: "group", name: "Parameters" });
    const lists = ["/api/people", "/api/rooms", "/api/search?q=x", "/api/support/queue", "/api/admin/people"];
    const more = [
      "/api/admin/rate-limits",
      "/api/invites",
      "/api/sessions",
      "/api/tokens",
      "/api/presence",
      "/api/sync",
    ];
    const inRoom = ["messages", "members", "changes?after=0"].map((what) => `/api/rooms/${roomId}/${what}`);
    for (const list of [...lists, ...more, ...inRoom]) {
      for (const parameter of wild) {
        const [name = "", ...value] = parameter.split("=");
        const query = `${encodeURIComponent(name)}=${encodeURIComponent(value.join("="))}`;
        const { status, text } = await ada.get(`${list}${list.includes("?") ? "&" : "?"}${query}`);
        assert.equal(status, 422, `${list} with ${parameter}: ${status} ${text.slice(0, 200)}`);
      }
    }
    for (const path of offTheList) {
      const { status, text } = await ada.get(encodeURI(path).replace(/%2525/g, "%25"));
      assert.equal(status, 422, `${path}: ${status} ${text.slice(0, 200)}`);
    }
  });

  it("row 34: what is looked for is text and nothing more", async () => {
    const { ada, katherine } = stage().ours;
    const before = (await ada.must("GET", "/api/people")).people.length;
    assert.ok(before > 0);
    for (const text of texts) {
      const q = encodeURIComponent(text);
      assert.deepEqual((await ada.must("GET", `/api/people?q=${q}`)).people, [], text);
      assert.deepEqual((await ada.must("GET", `/api/support/queue?q=${q}`)).cases, [], text);
      assert.deepEqual((await katherine.must("GET", `/api/search?q=${q}`)).hits, [], text);
    }
    assert.equal((await ada.must("GET", "/api/people")).people.length, before);
  });
}
