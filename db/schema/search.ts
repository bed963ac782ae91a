import { bigint, foreignKey, index, integer, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { bytea, moment } from "#db/schema/columns.ts";
import { company } from "#db/schema/companies.ts";
import { chatRoom } from "#db/schema/rooms.ts";

/** Holds nothing: whoever changes what a room can be searched by holds its row, so that one does at a time. */
export const searchRoom = pgTable("search_room", {
  roomId: uuid("room_id")
    .primaryKey()
    .references(() => chatRoom.id, { onDelete: "cascade" }),
});

/** What some messages of a room can be found by: so many of them, said between two moments, in 2^bits parts. */
export const searchSegment = pgTable(
  "search_segment",
  {
    id: uuid("id").primaryKey(),
    roomId: uuid("room_id").notNull(),
    size: integer("size").notNull(),
    bits: smallint("bits").notNull(),
    oldestAt: moment("oldest_at").notNull(),
    newestAt: moment("newest_at").notNull(),
  },
  (table) => [
    index("search_segment_newest").on(table.roomId, table.newestAt),
    foreignKey({
      name: "search_segment_room",
      columns: [table.roomId],
      foreignColumns: [searchRoom.roomId],
    }).onDelete("cascade"),
  ],
);

/** A part of a segment, sealed: the postings of the tokens that begin with its number, or (-1) the list of the messages. */
export const searchPart = pgTable(
  "search_part",
  {
    roomId: uuid("room_id").notNull(),
    segmentId: uuid("segment_id").notNull(),
    number: smallint("number").notNull(),
    sealed: bytea("sealed").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.segmentId, table.number] }),
    foreignKey({
      name: "search_part_room",
      columns: [table.roomId],
      foreignColumns: [searchRoom.roomId],
    }).onDelete("cascade"),
  ],
);

/**
 * How far a company's log has been indexed for search, and down to which message its older history (null: all of it).
 * Moves in the transaction that writes the tokens.
 */
export const searchProgress = pgTable("search_progress", {
  companyId: uuid("company_id")
    .primaryKey()
    .references(() => company.id, { onDelete: "cascade" }),
  pos: bigint("pos", { mode: "number" }).notNull().default(0),
  historyBefore: uuid("history_before"),
});
