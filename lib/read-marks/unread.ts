import { sql } from "drizzle-orm";
import { chatMember, chatRoom } from "#db/schema/index.ts";

/**
 * How many undeleted messages by others follow the member's read mark: all that follow, less one's own, less others'
 * deleted ones, and for the guest of a support room less staff notes. The subtractions are counted on partial indexes that hold nothing else, and the history is never scanned.
 */
export const unreadCount = sql<number>`(
  case when ${chatRoom.messageCount} = ${chatMember.lastReadOrdinal} then 0
  else ${chatRoom.messageCount} - ${chatMember.lastReadOrdinal}
    - (select count(*) from chat_message own
       where own.room_id = ${chatRoom.id} and own.sender_id = ${chatMember.userId}
         and own.ordinal > ${chatMember.lastReadOrdinal} and own.ordinal is not null)
    - (select count(*) from chat_message gone
       where gone.room_id = ${chatRoom.id} and gone.is_deleted and gone.ordinal > ${chatMember.lastReadOrdinal}
         and gone.sender_id is distinct from ${chatMember.userId}
         and (gone.audience = 'everyone' or ${chatMember.role} <> 'guest'))
    - (case when ${chatMember.role} <> 'guest' then 0 else (
       select count(*) from chat_message note
       where note.room_id = ${chatRoom.id} and note.audience = 'staff' and note.ordinal > ${chatMember.lastReadOrdinal}) end)
  end
)`.mapWith(Number);

/**
 * How many of the unread messages call the member, by name or with the whole room. Deleted ones call nobody any more, and
 * nobody calls oneself.
 */
export const mentionCount = sql<number>`(
  (select count(*) from message_mention called
   where called.user_id = ${chatMember.userId} and called.room_id = ${chatMember.roomId}
     and called.ordinal > ${chatMember.lastReadOrdinal})
  + (select count(*) from message_mention called
     where called.user_id is null and called.room_id = ${chatMember.roomId}
       and called.ordinal > ${chatMember.lastReadOrdinal} and called.sender_id is distinct from ${chatMember.userId})
)`.mapWith(Number);
