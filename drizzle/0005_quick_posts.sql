DELETE FROM "rate_limit_bucket";--> statement-breakpoint
DROP INDEX "room_change_age";--> statement-breakpoint
DROP INDEX "rate_limit_bucket_age";--> statement-breakpoint
ALTER TABLE "rate_limit_bucket" ADD COLUMN "full_at" double precision NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_limit_bucket" ADD COLUMN "span" double precision NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_limit_bucket" DROP COLUMN "tokens";--> statement-breakpoint
ALTER TABLE "rate_limit_bucket" DROP COLUMN "filled_at";--> statement-breakpoint
-- Rows that change at every message: with room on their page they change in place, and no index learns of it.
ALTER TABLE "rate_limit_bucket" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "rate_limit_log" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "chat_room" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "company_log" SET (fillfactor = 50);--> statement-breakpoint
DROP FUNCTION rate_limit_take(jsonb);--> statement-breakpoint
-- Takes tokens for several calls at once, whose buckets are given one beside the other: the call's number, the key, how
-- many seconds an empty bucket takes to fill (`spans`) and how many of them one token takes (`costs`). A call is admitted
-- only if every bucket of its own holds its cost; then all are charged, else none. Answers one row for each call that is
-- refused: `wait` is in seconds, `remaining` in tokens.
--
-- Buckets are made and locked in the order of their keys, so that two callers never wait for each other in a ring.
-- Most often they hold what all calls together cost, and one statement charges them all. If one does not, those that were
-- charged get it back, and the calls are looked at one after the other.
CREATE FUNCTION rate_limit_charge(calls integer[], keys text[], costs double precision[], spans double precision[])
RETURNS TABLE (call integer, remaining double precision, wait double precision, bucket text)
LANGUAGE plpgsql AS $$
DECLARE
  at double precision := extract(epoch FROM clock_timestamp());
  slack constant double precision := 1e-6; -- what a sum of a float's roundings may come to
  asked bigint;
  charged text[];
  entry record;
  admitted boolean;
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT b.key, sum(b.cost) AS cost, max(b.span) AS span FROM unnest(keys, costs, spans) b(key, cost, span)
    GROUP BY 1 ORDER BY 1
  ), charged AS (
    INSERT INTO rate_limit_bucket AS s (key, full_at, span)
    SELECT a.key, CASE WHEN a.cost <= a.span + slack THEN at + a.cost ELSE at END, a.span FROM asked a
    ON CONFLICT (key) DO UPDATE
    SET full_at = greatest(s.full_at, at) + (excluded.full_at - at), span = excluded.span
    WHERE greatest(s.full_at, at) + (excluded.full_at - at) <= at + excluded.span + slack
    RETURNING s.key
  )
  SELECT (SELECT count(*) FROM asked),
         (SELECT array_agg(c.key) FROM charged c JOIN asked a ON a.key = c.key WHERE a.cost <= a.span + slack)
  INTO asked, charged;
  IF cardinality(charged) = asked THEN RETURN; END IF;

  UPDATE rate_limit_bucket s SET full_at = s.full_at - a.cost
  FROM (SELECT b.key, sum(b.cost) AS cost FROM unnest(keys, costs) b(key, cost) GROUP BY 1) a
  WHERE s.key = a.key AND s.key = ANY (charged);

  INSERT INTO rate_limit_bucket (key, full_at, span)
  SELECT b.key, at, max(b.span) FROM unnest(keys, spans) b(key, span) GROUP BY 1 ORDER BY 1
  ON CONFLICT (key) DO NOTHING;

  PERFORM 1 FROM rate_limit_bucket s WHERE s.key = ANY (keys) ORDER BY s.key FOR UPDATE;

  at := extract(epoch FROM clock_timestamp()); -- after the wait for the locks: nobody is refused for time spent queueing

  FOR entry IN SELECT DISTINCT n FROM unnest(calls) n ORDER BY n
  LOOP
    SELECT bool_and(level.excess <= slack),
           min(greatest(-level.excess, 0) / level.cost),
           max(greatest(level.excess, 0)),
           (array_agg(level.key ORDER BY level.excess DESC))[1]
    INTO admitted, remaining, wait, bucket
    FROM (
      SELECT b.key, b.cost, greatest(s.full_at, at) + b.cost - at - b.span AS excess
      FROM unnest(calls, keys, costs, spans) b(call, key, cost, span) JOIN rate_limit_bucket s ON s.key = b.key
      WHERE b.call = entry.n
    ) level;

    IF admitted THEN
      UPDATE rate_limit_bucket s SET full_at = greatest(s.full_at, at) + b.cost, span = b.span
      FROM unnest(calls, keys, costs, spans) b(call, key, cost, span)
      WHERE b.call = entry.n AND s.key = b.key;
    ELSE
      call := entry.n;
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;--> statement-breakpoint
-- Adds to what people can read of the limits: [{"companyId", "userId", "roomId", "eventType", "subject", "minute", "count",
-- "refused", "id"}], where `minute` is in milliseconds since 1970. A crash of the machine may forget the last moments of
-- it; no request waits for the disk because of it.
CREATE FUNCTION rate_limit_note(entries jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO rate_limit_log AS log (id, company_id, user_id, room_id, event_type, subject, timestamp, count, refused)
  SELECT (e->>'id')::uuid, (e->>'companyId')::uuid, (e->>'userId')::uuid, (e->>'roomId')::uuid, e->>'eventType', e->>'subject',
         to_timestamp((e->>'minute')::float8 / 1000), (e->>'count')::integer, (e->>'refused')::integer
  FROM jsonb_array_elements(entries) e ORDER BY 3, 4, 5, 6, 7
  ON CONFLICT ON CONSTRAINT rate_limit_log_minute
  DO UPDATE SET count = log.count + excluded.count, refused = log.refused + excluded.refused;
END
$$;--> statement-breakpoint
-- Takes tokens in a statement of its own, which does not wait for the disk either.
CREATE FUNCTION rate_limit_take(calls integer[], keys text[], costs double precision[], spans double precision[])
RETURNS TABLE (call integer, remaining double precision, wait double precision, bucket text)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY SELECT * FROM rate_limit_charge(calls, keys, costs, spans);
END
$$;--> statement-breakpoint
-- Posts plain messages, all of one company, in one statement: lock their rooms, hold what the posts were allowed by
-- against what is true, count them against their limits, write them, log them.
--
-- `standings` says by what each post was allowed: the sender's company role and room role (or -), the room's type, whether
-- it is active, who may post in it and its enrolment (or -). A post whose standing is another by now, or whose client id
-- was used before, has no row in the answer, and nothing of it is written or counted. One that its limits refuse is
-- told with its `wait`, in seconds; one that was written, with its numbers and the time in milliseconds. The buckets are
-- those of `rate_limit_charge`; a call's number is its post's, counted from 0.
--
-- Each statement of a VOLATILE function has a snapshot of its own, so what is looked at is not older than the locks.
-- Rooms are locked first, then buckets, the company's head last: nobody takes them in another order.
CREATE FUNCTION post_messages(company uuid, ids uuid[], room_ids uuid[], sender_ids uuid[], standings text[], types text[],
  contents bytea[], digests bytea[], client_ids text[], bucket_calls integer[], bucket_keys text[],
  bucket_costs double precision[], bucket_spans double precision[])
RETURNS TABLE (number integer, seq bigint, pos bigint, at double precision, sender_name text,
  remaining double precision, wait double precision, bucket text)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz(3);
  posted integer[];
  names text[];
  seqs bigint[];
  ordinals bigint[];
  refused boolean;
  refusal record;
BEGIN
  PERFORM 1 FROM chat_room r WHERE r.id = ANY (room_ids) ORDER BY r.id FOR NO KEY UPDATE;

  LOOP
    -- IS NOT DISTINCT FROM and OFFSET 0 keep the planner to the keys: by a company's index it would walk all its rooms.
    SELECT array_agg(a.n), array_agg(a.name), array_agg(a.seq), array_agg(a.ordinal) INTO posted, names, seqs, ordinals
    FROM (
      SELECT a.n, u.name, r.last_seq + row_number() OVER room AS seq, r.message_count + row_number() OVER room AS ordinal
      FROM unnest(room_ids, sender_ids, standings, client_ids) WITH ORDINALITY a(room_id, sender_id, standing, client_id, n)
      CROSS JOIN LATERAL (SELECT * FROM chat_room r WHERE r.id = a.room_id AND r.company_id IS NOT DISTINCT FROM company OFFSET 0) r
      CROSS JOIN LATERAL (SELECT * FROM app_user u WHERE u.id = a.sender_id AND u.company_id IS NOT DISTINCT FROM company AND u.is_active OFFSET 0) u
      LEFT JOIN LATERAL (SELECT * FROM chat_member m WHERE m.room_id = a.room_id AND m.user_id = a.sender_id AND m.is_active OFFSET 0) m ON true
      WHERE a.standing = concat_ws(' ', u.role, coalesce(m.role, '-'), r.type, r.is_active, r.posting, coalesce(r.enrolment, '-'))
        AND (SELECT e.id FROM chat_message e
             WHERE e.room_id = a.room_id AND e.sender_id = a.sender_id AND e.client_id = a.client_id) IS NULL
      WINDOW room AS (PARTITION BY a.room_id ORDER BY a.n)
    ) a;
    IF posted IS NULL THEN RETURN; END IF;
    EXIT WHEN refused IS NOT NULL;

    IF cardinality(posted) < cardinality(ids) THEN
      SELECT array_agg(b.call), array_agg(b.key), array_agg(b.cost), array_agg(b.span)
      INTO bucket_calls, bucket_keys, bucket_costs, bucket_spans
      FROM unnest(bucket_calls, bucket_keys, bucket_costs, bucket_spans) b(call, key, cost, span) WHERE b.call + 1 = ANY (posted);
    END IF;
    refused := false;
    FOR refusal IN SELECT * FROM rate_limit_charge(bucket_calls, bucket_keys, bucket_costs, bucket_spans)
    LOOP
      refused := true;
      standings[refusal.call + 1] := NULL;
      number := refusal.call;
      remaining := refusal.remaining;
      wait := refusal.wait;
      bucket := refusal.bucket;
      RETURN NEXT;
    END LOOP;
    EXIT WHEN NOT refused; -- else look again without the refused ones: the others' numbers close up
  END LOOP;

  moment := clock_timestamp();

  RETURN QUERY
  WITH post AS MATERIALIZED (
    SELECT n, room_ids[n] AS room_id, seqs[i] AS seq, ordinals[i] AS ordinal, names[i] AS name, i
    FROM unnest(posted) WITH ORDINALITY p(n, i)
  ), message AS (
    INSERT INTO chat_message (id, room_id, sender_id, message_type, content_encrypted, seq, ordinal, client_id, body_digest, created_at, updated_at)
    SELECT ids[n], room_id, sender_ids[n], types[n], contents[n], seq, ordinal, client_ids[n], digests[n], moment, moment FROM post
  ), room AS (
    UPDATE chat_room r SET last_seq = newest.seq, message_count = newest.ordinal, updated_at = moment
    FROM (SELECT room_id, max(seq) AS seq, max(ordinal) AS ordinal FROM post GROUP BY 1) newest
    WHERE r.id = newest.room_id
  ), log AS (
    UPDATE company_log l SET head = l.head + cardinality(posted) WHERE l.company_id = company
    RETURNING l.head - cardinality(posted) AS base
  ), change AS (
    INSERT INTO room_change (company_id, pos, room_id, seq, kind, message_id, actor_id, created_at)
    SELECT company, base + i, room_id, seq, 'message.posted', ids[n], sender_ids[n], moment FROM log, post
  )
  SELECT n - 1, seq, base + i, extract(epoch FROM moment)::float8 * 1000, name, NULL::float8, NULL::float8, NULL::text
  FROM log, post;
END
$$;
