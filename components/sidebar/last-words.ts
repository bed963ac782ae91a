import { quoteOf } from "#lib/messages/events.ts";
import type { RoomListEntry } from "#lib/rooms/events.ts";

const firstName = (name: string) => name.split(" ")[0] ?? name;

/** The last message of a room in one line: "You: on my way". */
export function lastWords(room: RoomListEntry, ownId: string): string {
  const message = room.lastMessage;
  if (!message) return "Nothing said yet";
  if (message.isDeleted) return "Message deleted";
  const said =
    quoteOf(message)
      ?.replace(/```\w*|\s+/g, " ")
      .replace(/ +/g, " ")
      .trim() ?? "Cannot be opened";
  if (!message.sender) return said;
  const isOwn = message.sender.id === ownId;
  if (message.type === "action") return `${firstName(message.sender.name)} ${said}`;
  if (isOwn) return `You: ${said}`;
  return room.type === "direct" ? said : `${firstName(message.sender.name)}: ${said}`;
}
