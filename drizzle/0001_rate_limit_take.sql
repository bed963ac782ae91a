-- Takes tokens for several calls at once. A call names its buckets and is admitted only if every one of them
-- holds its cost; then all are charged, else none. Every call is written to the log, refused ones too.
--
-- calls: [{"buckets": [{"key", "capacity", "perSecond", "cost"}],
--          "log": {"id", "companyId", "userId", "roomId", "eventType", "subject"}}]
-- A negative cost gives tokens back. Answers one row a call, in order: `wait` is in seconds.
--
-- Buckets are made and locked in the order of their keys, so that two callers never wait for each other in a ring.
CREATE FUNCTION rate_limit_take(calls jsonb)
RETURNS TABLE (call integer, admitted boolean, remaining double precision, wait double precision, bucket text)
LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz := clock_timestamp();
  entry record;
BEGIN
  -- A crash of the machine may forget the last moments of counting; no request waits for the disk because of it.
  PERFORM set_config('synchronous_commit', 'off', true);

  INSERT INTO rate_limit_bucket (key, tokens, filled_at)
  SELECT b->>'key', max((b->>'capacity')::float8), at
  FROM jsonb_array_elements(calls) c, jsonb_array_elements(c->'buckets') b
  GROUP BY 1 ORDER BY 1
  ON CONFLICT (key) DO NOTHING;

  PERFORM 1 FROM rate_limit_bucket
  WHERE key IN (SELECT b->>'key' FROM jsonb_array_elements(calls) c, jsonb_array_elements(c->'buckets') b)
  ORDER BY key FOR UPDATE;

  at := clock_timestamp(); -- after the wait for the locks: nobody is refused for time spent queueing

  FOR entry IN SELECT c.value AS value, c.ordinality::integer - 1 AS number
               FROM jsonb_array_elements(calls) WITH ORDINALITY c ORDER BY c.ordinality
  LOOP
    SELECT bool_and(level.tokens >= level.cost),
           min(level.tokens - greatest(level.cost, 0)),
           max(greatest(level.cost - level.tokens, 0) / level.per_second),
           (array_agg(level.key ORDER BY (level.cost - level.tokens) / level.per_second DESC))[1]
    INTO admitted, remaining, wait, bucket
    FROM (
      SELECT b->>'key' AS key, (b->>'cost')::float8 AS cost, (b->>'perSecond')::float8 AS per_second,
             least((b->>'capacity')::float8,
                   s.tokens + greatest(extract(epoch FROM at - s.filled_at)::float8, 0) * (b->>'perSecond')::float8) AS tokens
      FROM jsonb_array_elements(entry.value->'buckets') b JOIN rate_limit_bucket s ON s.key = b->>'key'
    ) level;
    call := entry.number;
    admitted := coalesce(admitted, true);

    IF admitted THEN
      UPDATE rate_limit_bucket s
      SET tokens = least((b.value->>'capacity')::float8,
                         least((b.value->>'capacity')::float8,
                               s.tokens + greatest(extract(epoch FROM at - s.filled_at)::float8, 0) * (b.value->>'perSecond')::float8)
                         - (b.value->>'cost')::float8),
          filled_at = at
      FROM jsonb_array_elements(entry.value->'buckets') b
      WHERE s.key = b.value->>'key';
    END IF;

    IF entry.value->'log' <> 'null'::jsonb THEN
      INSERT INTO rate_limit_log AS log (id, company_id, user_id, room_id, event_type, subject, timestamp, count, refused)
      SELECT (l->>'id')::uuid, (l->>'companyId')::uuid, (l->>'userId')::uuid, (l->>'roomId')::uuid, l->>'eventType', l->>'subject',
             date_trunc('minute', at), 1, CASE WHEN admitted THEN 0 ELSE 1 END
      FROM (SELECT entry.value->'log' AS l) given
      ON CONFLICT ON CONSTRAINT rate_limit_log_minute
      DO UPDATE SET count = log.count + 1, refused = log.refused + excluded.refused;
    END IF;

    RETURN NEXT;
  END LOOP;
END
$$;
