import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { openSharedText } from "#lib/crypto/room-text.ts";
import type { Place } from "#lib/crypto/seal.ts";
import { viewFiles } from "#lib/files/view.ts";
import { type Audience, type MessageView, type Person, type QuoteView, quoteOf } from "#lib/messages/events.ts";
import type { MessageRow, QuotedRow } from "#lib/messages/rows.ts";

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
  const { roomId, isDeleted, contentEncrypted, extraMetadata, quoted, files, reactions } = row;
  const content = isDeleted ? null : openContent(row, companyId, roomId, keys);
  const isUnreadable = !isDeleted && content === null && contentEncrypted !== null;
  return {
    id: row.id,
    roomId,
    seq: row.seq,
    clientId: row.clientId,
    type: row.messageType,
    sender: personOf(row.senderId, row.senderName),
    content,
    metadata: isDeleted ? {} : isUnreadable ? { ...extraMetadata, unreadable: true } : extraMetadata,
    replyTo: isDeleted || !quoted ? null : quoteView(quoted, companyId, roomId, keys),
    files: isDeleted || !files ? [] : viewFiles(files, companyId, row, keys),
    reactions: isDeleted || !reactions ? [] : reactions,
    audience: row.audience,
    isDeleted,
    deletedAt: row.deletedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    editedAt: isDeleted ? null : row.editedAt,
  };
}

function quoteView(quoted: QuotedRow, companyId: string, roomId: string, keys: RoomKeys | undefined): QuoteView {
  const contentEncrypted = quoted.contentEncrypted === null ? null : Buffer.from(quoted.contentEncrypted, "hex");
  const content = quoted.isDeleted ? null : openContent({ ...quoted, contentEncrypted }, companyId, roomId, keys);
  const files = viewFiles(quoted.files ?? [], companyId, { ...quoted, roomId }, keys);
  return {
    id: quoted.id,
    seq: quoted.seq,
    sender: personOf(quoted.senderId, quoted.senderName),
    content: quoteOf({ content, files }),
    isDeleted: quoted.isDeleted,
  };
}

function openContent(sealed: Sealed, companyId: string, roomId: string, keys: RoomKeys | undefined): string | null {
  if (sealed.contentEncrypted === null) return null;
  return openSharedText(keys, sealed.audience, contentPlace(companyId, roomId, sealed), sealed.contentEncrypted);
}

const personOf = (id: string | null, name: string | null): Person | null => (id && name !== null ? { id, name } : null);
