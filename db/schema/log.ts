import { bigint, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, now, oneOf } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import type { Calls } from "#lib/messages/events.ts";
import { changeKinds } from "#lib/realtime/events.ts";

/** The little a change carries itself: ids and an emoji, never content. */
export type ChangeData = Calls & { userId?: string; reaction?: string; memberIds?: string[] };

/**
 * Everything that happened, in order. It outlives rooms (`room_id` is no foreign key), so that a cursor
 * stays valid and a deleted room's end can still be told.
 */
export const roomChange = pgTable(
  "room_change",
  {
    companyId: uuid("company_id")
      .notNull()
      .references(() => company.id, { onDelete: "cascade" }),
    pos: bigint("pos", { mode: "number" }).notNull(),
    roomId: uuid("room_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    kind: text("kind", { enum: changeKinds }).notNull(),
    messageId: uuid("message_id"),
    actorId: uuid("actor_id"),
    data: jsonb("data").$type<ChangeData>().notNull().default({}),
    createdAt: moment("created_at").notNull().default(now),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.pos] }),
    unique("room_change_room_seq").on(table.roomId, table.seq),
    oneOf("room_change_kind", table.kind, changeKinds),
  ],
);
