import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOutAction } from "#app/(chat)/you/actions.ts";
import { ConversationList } from "#components/help/conversation-list.tsx";
import { HelpFrame } from "#components/help/help-frame.tsx";
import { LeaveHelp } from "#components/help/leave-help.tsx";
import { LiveProvider } from "#components/live/live-provider.tsx";
import { ConnectionBanner } from "#components/shell/connection-banner.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { env } from "#lib/env.ts";
import { listRooms } from "#lib/rooms/queries.ts";
import { helpedCompany, readHelp } from "./read-help.ts";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const company = await helpedCompany((await params).slug);
  return { title: { absolute: company ? `${company.name} · Support` : "Not here" } };
}

export default async function HelpLayout({ params, children }: Params & { children: ReactNode }) {
  const { company, customer } = await readHelp((await params).slug);
  if (!customer) return <HelpFrame company={company}>{children}</HelpFrame>;
  const { db, viewer, me } = customer;
  const initialRooms = await listRooms(db, viewer);
  return (
    <LiveProvider
      me={me}
      initialRooms={initialRooms}
      fileMost={env().FILE_SIZE_MAX * 1024 * 1024}
      door={`/help/${company.slug}`}
    >
      <ToastProvider>
        <div className="sticky top-0 z-10">
          <ConnectionBanner />
        </div>
        <HelpFrame
          company={company}
          person={me.user.name}
          leave={<LeaveHelp company={company} signOut={signOutAction} />}
          side={<ConversationList slug={company.slug} />}
        >
          {children}
        </HelpFrame>
      </ToastProvider>
    </LiveProvider>
  );
}
