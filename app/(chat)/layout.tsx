import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { LiveProvider } from "#components/live/live-provider.tsx";
import { ChatShell } from "#components/shell/chat-shell.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { env } from "#lib/env.ts";
import { listRooms } from "#lib/rooms/queries.ts";
import { createRoomAction, joinRoomAction } from "./rooms/actions.ts";
import { signOutAction } from "./you/actions.ts";

const actions = { createRoom: createRoomAction, joinRoom: joinRoomAction, signOut: signOutAction };

export default async function ChatLayout({ children }: { children: ReactNode }) {
  const { db, viewer, me } = await pageViewer();
  const initialRooms = await listRooms(db, viewer);
  const isOnlyHelped = viewer.role === "customer" && initialRooms.rooms.every((room) => room.type === "support");
  if (isOnlyHelped) redirect(`/help/${me.company.slug}`);
  return (
    <LiveProvider me={me} initialRooms={initialRooms} fileMost={env().FILE_SIZE_MAX * 1024 * 1024}>
      <ChatShell actions={actions}>{children}</ChatShell>
    </LiveProvider>
  );
}
