CREATE TABLE "search_part" (
	"room_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "search_part_room_id_segment_id_number_pk" PRIMARY KEY("room_id","segment_id","number")
);
--> statement-breakpoint
CREATE TABLE "search_room" (
	"room_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_segment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"size" integer NOT NULL,
	"bits" smallint NOT NULL,
	"oldest_at" timestamp (3) with time zone NOT NULL,
	"newest_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP TABLE "message_search" CASCADE;--> statement-breakpoint
ALTER TABLE "search_part" ADD CONSTRAINT "search_part_room" FOREIGN KEY ("room_id") REFERENCES "public"."search_room"("room_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_room" ADD CONSTRAINT "search_room_room_id_chat_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."chat_room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_segment" ADD CONSTRAINT "search_segment_room" FOREIGN KEY ("room_id") REFERENCES "public"."search_room"("room_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_segment_newest" ON "search_segment" USING btree ("room_id","newest_at");--> statement-breakpoint
-- Sealed bytes do not compress, and whole rows are what is read: they stay beside their keys.
ALTER TABLE "search_part" ALTER COLUMN "sealed" SET STORAGE external;--> statement-breakpoint
ALTER TABLE "search_part" SET (toast_tuple_target = 8160);--> statement-breakpoint
-- What was indexed in the old way is indexed anew.
DELETE FROM "search_progress";--> statement-breakpoint
-- Look-ups by key, one after another. As functions they keep their plan whatever is known of the tables: a prepared
-- statement would keep the plan of a day when the tables were small, and read them to their end ever after.
CREATE FUNCTION search_segments(rooms uuid[], since timestamptz[], until timestamptz[]) RETURNS SETOF search_segment
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  SELECT s.* FROM unnest(rooms, since, until) AS asked(room_id, since, until) CROSS JOIN LATERAL (
    SELECT * FROM search_segment s
    WHERE s.room_id = asked.room_id AND s.newest_at >= asked.since AND s.oldest_at <= asked.until OFFSET 0
  ) s
$$;--> statement-breakpoint
CREATE FUNCTION search_parts(rooms uuid[], segments uuid[], numbers smallint[]) RETURNS TABLE (index integer, sealed bytea)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  SELECT asked.ordinality::integer - 1, p.sealed
  FROM unnest(rooms, segments, numbers) WITH ORDINALITY AS asked(room_id, segment_id, number) CROSS JOIN LATERAL (
    SELECT p.sealed FROM search_part p
    WHERE p.room_id = asked.room_id AND p.segment_id = asked.segment_id AND p.number = asked.number OFFSET 0
  ) p
$$;--> statement-breakpoint
CREATE FUNCTION search_messages(rooms uuid[], seqs bigint[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  SELECT m.id FROM unnest(rooms, seqs) AS asked(room_id, seq) CROSS JOIN LATERAL (
    SELECT m.id FROM chat_message m WHERE m.room_id = asked.room_id AND m.seq = asked.seq OFFSET 0
  ) m
$$;--> statement-breakpoint
-- Puts segments in the place of others, whose rooms are held: all in one statement, because on an embedded database each
-- one more makes everybody wait. `parts` are in base64.
CREATE FUNCTION search_replace(gone_rooms uuid[], gone uuid[],
  ids uuid[], rooms uuid[], sizes integer[], bits smallint[], oldest timestamptz[], newest timestamptz[],
  part_rooms uuid[], part_segments uuid[], part_numbers smallint[], parts text[]) RETURNS void
LANGUAGE sql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  DELETE FROM search_part p USING unnest(gone_rooms, gone) AS gone(room_id, segment_id)
  WHERE p.room_id = gone.room_id AND p.segment_id = gone.segment_id;
  DELETE FROM search_segment s USING unnest(gone) AS gone(id) WHERE s.id = gone.id;
  INSERT INTO search_segment (id, room_id, size, bits, oldest_at, newest_at)
  SELECT * FROM unnest(ids, rooms, sizes, bits, oldest, newest);
  INSERT INTO search_part (room_id, segment_id, number, sealed)
  SELECT room_id, segment_id, number, decode(sealed, 'base64')
  FROM unnest(part_rooms, part_segments, part_numbers, parts) AS part(room_id, segment_id, number, sealed);
$$;--> statement-breakpoint
-- Makes sure that these rooms' segments are changed by nobody else until the transaction ends.
CREATE FUNCTION search_hold(rooms uuid[]) RETURNS void
LANGUAGE sql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  INSERT INTO search_room (room_id) SELECT id FROM chat_room WHERE id = ANY (rooms) ORDER BY id
  ON CONFLICT (room_id) DO UPDATE SET room_id = excluded.room_id WHERE false;
$$;--> statement-breakpoint
-- Whether all is still as it was read before these rooms were held: messages in these revisions (null: gone or deleted)
-- and segments.
CREATE FUNCTION search_stands(messages uuid[], revisions integer[], segments uuid[]) RETURNS boolean
LANGUAGE sql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  SELECT NOT EXISTS (
    SELECT FROM unnest(messages, revisions) AS asked(id, revision)
    LEFT JOIN LATERAL (SELECT m.revision FROM chat_message m WHERE m.id = asked.id AND NOT m.is_deleted OFFSET 0) m ON true
    WHERE m.revision IS DISTINCT FROM asked.revision
  ) AND NOT EXISTS (
    SELECT FROM unnest(segments) AS asked(id)
    LEFT JOIN LATERAL (SELECT s.id FROM search_segment s WHERE s.id = asked.id OFFSET 0) s ON true
    WHERE s.id IS NULL
  )
$$;
--> statement-breakpoint
-- Writes what a batch of messages can be found by and how far the company is indexed, if all is still as it was read;
-- else it writes nothing, and answers false. Each statement of a VOLATILE function has a snapshot of its own, so what is
-- looked at is not older than the locks. The company's row is held too: search cannot be switched off meanwhile.
CREATE FUNCTION search_index(company uuid, was_pos bigint, was_before uuid, next_pos bigint, next_before uuid,
  held uuid[], messages uuid[], revisions integer[], seen uuid[], gone_rooms uuid[], gone uuid[],
  ids uuid[], rooms uuid[], sizes integer[], bits smallint[], oldest timestamptz[], newest timestamptz[],
  part_rooms uuid[], part_segments uuid[], part_numbers smallint[], parts text[]) RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM FROM company c WHERE c.id = company AND c.search_enabled FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM FROM search_progress p
  WHERE p.company_id = company AND p.pos = was_pos AND p.history_before IS NOT DISTINCT FROM was_before FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM search_hold(held);
  IF NOT search_stands(messages, revisions, seen) THEN RETURN false; END IF;
  -- A crash of the machine may forget the last moments, tokens and progress alike: they are made up again.
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM search_replace(gone_rooms, gone, ids, rooms, sizes, bits, oldest, newest, part_rooms, part_segments, part_numbers, parts);
  UPDATE search_progress p SET pos = next_pos, history_before = next_before WHERE p.company_id = company;
  RETURN true;
END
$$;
