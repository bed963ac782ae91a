-- Posts one plain message as `post_messages` does one of many, in statements that look at single values: most messages come
-- alone, after a rest in which the machine's caches went to others, and the less there is to go through, the sooner each
-- is acknowledged. Gives no row where it cannot be posted so; then nothing is written or counted, and `post_messages` tells why.
--
-- Takes its locks in the order of `post_messages`: the room, the buckets in the order of their keys, the company's head.
CREATE FUNCTION post_message(company uuid, message uuid, room uuid, sender uuid, standing text, kind text,
  content bytea, digest bytea, client text, bucket_keys text[], bucket_costs double precision[], bucket_spans double precision[])
RETURNS TABLE (seq bigint, pos bigint, at double precision, sender_name text)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  moment timestamptz(3);
  now_at double precision;
  slack constant double precision := 1e-6; -- what a sum of a float's roundings may come to
  locked chat_room%ROWTYPE;
  charged text[];
BEGIN
  SELECT * INTO locked FROM chat_room r WHERE r.id = room AND r.company_id = company FOR NO KEY UPDATE;

  SELECT u.name INTO sender_name
  FROM app_user u LEFT JOIN chat_member m ON m.room_id = room AND m.user_id = u.id AND m.is_active
  WHERE u.id = sender AND u.company_id = company AND u.is_active
    AND standing = concat_ws(' ', u.role, coalesce(m.role, '-'), locked.type, locked.is_active, locked.posting, coalesce(locked.enrolment, '-'))
    AND NOT EXISTS (SELECT FROM chat_message e WHERE e.room_id = room AND e.sender_id = sender AND e.client_id = client);
  IF NOT FOUND THEN RETURN; END IF;

  now_at := extract(epoch FROM clock_timestamp());
  WITH charged AS (
    INSERT INTO rate_limit_bucket AS s (key, full_at, span)
    SELECT b.key, now_at + b.cost, b.span FROM unnest(bucket_keys, bucket_costs, bucket_spans) b(key, cost, span) ORDER BY b.key
    ON CONFLICT (key) DO UPDATE
    SET full_at = greatest(s.full_at, now_at) + (excluded.full_at - now_at), span = excluded.span
    WHERE greatest(s.full_at, now_at) + (excluded.full_at - now_at) <= now_at + excluded.span + slack
    RETURNING s.key
  )
  SELECT array_agg(c.key) INTO charged FROM charged c;
  IF cardinality(charged) IS DISTINCT FROM cardinality(bucket_keys) THEN
    UPDATE rate_limit_bucket s SET full_at = s.full_at - b.cost
    FROM unnest(bucket_keys, bucket_costs) b(key, cost) WHERE s.key = b.key AND s.key = ANY (charged);
    RETURN;
  END IF;

  moment := clock_timestamp();
  at := extract(epoch FROM moment)::float8 * 1000;
  seq := locked.last_seq + 1;
  INSERT INTO chat_message (id, room_id, sender_id, message_type, content_encrypted, seq, ordinal, client_id, body_digest, created_at, updated_at)
  VALUES (message, room, sender, kind, content, seq, locked.message_count + 1, client, digest, moment, moment);
  UPDATE chat_room r SET last_seq = seq, message_count = locked.message_count + 1, updated_at = moment WHERE r.id = room;
  UPDATE company_log l SET head = l.head + 1 WHERE l.company_id = company RETURNING l.head INTO pos;
  INSERT INTO room_change (company_id, pos, room_id, seq, kind, message_id, actor_id, created_at)
  VALUES (company, pos, room, seq, 'message.posted', message, sender, moment);
  RETURN NEXT;
END
$$;
