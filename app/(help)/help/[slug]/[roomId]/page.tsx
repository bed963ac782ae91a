import { notFound, redirect } from "next/navigation";
import { Conversation } from "#components/help/conversation.tsx";
import { isRefusal } from "#lib/errors.ts";
import { pageMessages } from "#lib/messages/queries.ts";
import { roomParams } from "#lib/rooms/inputs.ts";
import { openRoom } from "#lib/rooms/queries.ts";
import { readHelp } from "../read-help.ts";

export default async function ConversationPage({ params }: { params: Promise<{ slug: string; roomId: string }> }) {
  const { slug, roomId } = await params;
  const { company, customer } = await readHelp(slug);
  if (!customer) redirect(`/help/${company.slug}`);
  const parsed = roomParams.safeParse({ roomId });
  if (!parsed.success) notFound();
  const { db, viewer } = customer;
  const opened = await openRoom(db, viewer, parsed.data).catch((error) => {
    if (isRefusal(error, "not_found")) notFound();
    throw error;
  });
  if (!opened.room.case) notFound();
  const page = await pageMessages(db, viewer, { ...parsed.data, limit: 50 });
  return <Conversation key={opened.room.id} initial={{ ...opened, page }} company={company.name} />;
}
