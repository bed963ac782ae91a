import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openText } from "#lib/crypto/room-text.ts";
import type { Place } from "#lib/crypto/seal.ts";
import { viewFiles } from "#lib/files/view.ts";
import { type Audience, type MessageView, type Person, type QuoteView, quoteOf } from "#lib/messages/events.ts";
import type { MessageRow } from "#lib/messages/rows.ts";

type Sealed = {
  id: string;
  senderId: string | null;
  audience: Audience;
  revision: number;
  contentEncrypted: Buffer | null;
};

/** Where a message's text is sealed. */
export function contentPlace(
  companyId: string,
  roomId: string,
  message: Omit<Sealed, "audience" | "contentEncrypted">,
): Place {
  return {
    companyId,
    roomId,
    itemId: message.id,
    senderId: message.senderId,
    field: "content",
    revision: message.revision,
  };
}

/** Opens a message and what it quotes, for those who may see both. */
export function viewOf(row: MessageRow, companyId: string, keys: RoomKeys | undefined): MessageView {
  const { message, senderName, quoted, quotedName, reactions } = row;
  const isGone = message.isDeleted;
  const content = isGone ? null : openContent(message, companyId, message.roomId, keys);
  const isUnreadable = !isGone && content === null && message.contentEncrypted !== null;
  return {
    id: message.id,
    roomId: message.roomId,
    seq: message.seq,
    clientId: message.clientId,
    type: message.messageType,
    sender: personOf(message.senderId, senderName),
    content,
    metadata: isGone ? {} : isUnreadable ? { ...message.extraMetadata, unreadable: true } : message.extraMetadata,
    replyTo: isGone || !quoted ? null : quoteView(quoted, quotedName, companyId, message.roomId, keys),
    files: isGone ? [] : viewFiles(message.files, companyId, message, keys),
    reactions: isGone ? [] : reactions,
    audience: message.audience,
    isDeleted: isGone,
    deletedAt: message.deletedAt?.toISOString() ?? null,
    createdAt: message.createdAt.toISOString(),
    updatedAt: message.updatedAt.toISOString(),
    editedAt: isGone ? null : (message.editedAt?.toISOString() ?? null),
  };
}

function quoteView(
  quoted: NonNullable<MessageRow["quoted"]>,
  senderName: string | null,
  companyId: string,
  roomId: string,
  keys: RoomKeys | undefined,
): QuoteView {
  const content = quoted.isDeleted ? null : openContent(quoted, companyId, roomId, keys);
  return {
    id: quoted.id,
    seq: quoted.seq,
    sender: personOf(quoted.senderId, senderName),
    content: quoteOf({ content, files: viewFiles(quoted.files, companyId, { ...quoted, roomId }, keys) }),
    isDeleted: quoted.isDeleted,
  };
}

function openContent(sealed: Sealed, companyId: string, roomId: string, keys: RoomKeys | undefined): string | null {
  if (sealed.contentEncrypted === null) return null;
  return openText(keys, sealed.audience, contentPlace(companyId, roomId, sealed), sealed.contentEncrypted);
}

const personOf = (id: string | null, name: string | null): Person | null => (id && name !== null ? { id, name } : null);
