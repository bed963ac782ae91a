import type { Viewer } from "#lib/access/viewer.ts";
import { type ChangeRow, changeAsSeenBy, type LoggedChange } from "#lib/realtime/changes.ts";
import { encodeCursor } from "#lib/realtime/cursor.ts";
import type { StreamEvents } from "#lib/realtime/events.ts";
import type { RoomType } from "#lib/rooms/events.ts";

/** An event as bytes of a `text/event-stream` (HTML Living Standard § 9.2), the same for every stream that gets it. */
export function frame<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name], cursor?: string): Buffer {
  const id = cursor === undefined ? "" : `id: ${cursor}\n`;
  return Buffer.from(`${id}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Keeps the connection open, and tells the newest cursor: an id without data dispatches no event. */
export function keepAliveFrame(cursor: string): Buffer {
  return Buffer.from(`: keep-alive\nid: ${cursor}\n\n`);
}

/**
 * One change on its way to streams: encoded once, and for a staff note once more for its customer. `userId` is whom a
 * membership change is about.
 */
export type Delivery = Pick<ChangeRow, "pos" | "roomId" | "kind"> & {
  roomType: RoomType | null;
  userId: string | undefined;
  bytes: Buffer;
  bytesForCustomers: Buffer;
};

export function deliveryOf({ row, roomType, described }: LoggedChange): Delivery {
  const cursor = encodeCursor(row.pos, row.createdAt);
  const bytes = frame("change", described.change, cursor);
  const bytesForCustomers = described.isStaffNote
    ? frame("change", changeAsSeenBy("customer", described), cursor)
    : bytes;
  const { pos, roomId, kind, data } = row;
  return { pos, roomId, kind, roomType, userId: data.userId, bytes, bytesForCustomers };
}

/** Both are the same but for staff notes, and then nobody's role needs to be looked at. */
export function bytesFor(viewer: Viewer, { bytes, bytesForCustomers }: Delivery): Buffer {
  return bytes !== bytesForCustomers && viewer.role === "customer" ? bytesForCustomers : bytes;
}
