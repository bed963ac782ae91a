import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isoOf, rowsOf } from "#db/rows.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { RoomRecord } from "#lib/rooms/events.ts";

const listMost = 1_000;

type Row = Omit<RoomRecord, "createdAt" | "lastActiveAt"> & { createdAt: string; lastActiveAt: string | null };

/**
 * The company and group rooms of a company for its admins, the newest first, at most a thousand. Of a group that the viewer
 * is not in, its size and age are told, and nothing else: not even an id. Throws `forbidden`.
 */
export async function listRoomRecords(db: Db, viewer: Viewer): Promise<RoomRecord[]> {
  requireCompany(viewer, "room.list");
  const rows = await rowsOf<Row>(
    db,
    sql`select r.type, r.created_at at time zone 'UTC' as "createdAt",
        (select count(*)::int from chat_member m where m.room_id = r.id and m.is_active) as members,
        case when seen then r.id end as id, case when seen then r.name end as name, own.role,
        case when seen then r.is_active end as "isActive", case when seen then r.posting end as posting,
        case when seen then r.enrolment end as enrolment,
        case when seen then r.updated_at at time zone 'UTC' end as "lastActiveAt",
        case when seen then coalesce((
          select json_agg(json_build_object('id', u.id, 'name', u.name) order by m.joined_seq)
          from chat_member m join app_user u on u.id = m.user_id and u.is_active
          where m.room_id = r.id and m.is_active and m.role = 'owner'), '[]') end as owners
      from chat_room r
      left join chat_member own on own.room_id = r.id and own.user_id = ${viewer.userId} and own.is_active
      cross join lateral (select r.type = 'company' or own.role is not null as seen) s
      where r.company_id = ${viewer.companyId} and r.type in ('company', 'group')
      order by r.created_at desc, r.id desc limit ${listMost}`,
  );
  return rows.map((row) => ({
    ...row,
    createdAt: isoOf(row.createdAt),
    lastActiveAt: row.lastActiveAt && isoOf(row.lastActiveAt),
  }));
}
