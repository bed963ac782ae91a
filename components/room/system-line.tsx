"use client";

import {
  Archive,
  ArchiveRestore,
  CircleCheck,
  Forward,
  Info,
  Megaphone,
  Pencil,
  RotateCcw,
  Shield,
  UserCheck,
  UserMinus,
  UserPlus,
} from "lucide-react";
import { Fragment, memo, type ReactNode, use } from "react";
import { MessageTime } from "#components/room/message-time.tsx";
import { MembersContext } from "#components/room/thread-context.ts";
import type { MessageView, SystemEvent } from "#lib/messages/events.ts";

const icons: Record<SystemEvent, ReactNode> = {
  room_opened: <Info />,
  room_renamed: <Pencil />,
  topic_changed: <Pencil />,
  room_archived: <Archive />,
  room_reopened: <ArchiveRestore />,
  posting_changed: <Megaphone />,
  member_added: <UserPlus />,
  member_joined: <UserPlus />,
  member_left: <UserMinus />,
  member_removed: <UserMinus />,
  role_changed: <Shield />,
  case_claimed: <UserCheck />,
  case_handed_over: <Forward />,
  case_changed: <Pencil />,
  case_solved: <CircleCheck />,
  case_reopened: <RotateCcw />,
};

/** A line that the server says: "Ada added Grace · 10:07". The names in it stand out. */
export const SystemLine = memo(function SystemLine({ message }: { message: MessageView }) {
  const members = use(MembersContext);
  const { event, actorId, userId } = message.metadata;
  const names = members.filter((member) => [actorId, userId].includes(member.userId)).map((member) => member.name);
  return (
    <div className="grid grid-cols-[var(--avatar)_minmax(0,1fr)] items-start gap-x-3 px-(--gutter) py-1.5 text-sm text-ink-muted [&>.lucide]:mt-0.75 [&>.lucide]:size-3.5 [&>.lucide]:justify-self-center">
      {event ? icons[event] : <Info />}
      <span data-anchor dir="auto" className="max-w-(--measure) wrap-anywhere">
        {message.content === null ? "Something happened here that can’t be shown" : withNames(message.content, names)}
        {"\u00a0· "}
        <MessageTime value={message.createdAt} className="whitespace-nowrap" />
        {message.audience === "staff" && <span className="text-note">{"\u00a0· "}staff only</span>}
      </span>
    </div>
  );
});

function withNames(text: string, names: string[]): ReactNode {
  const first = names
    .map((name) => ({ name, at: text.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at || other.name.length - one.name.length)[0];
  if (!first) return text;
  const rest = names.filter((name) => name !== first.name);
  return (
    <Fragment>
      {text.slice(0, first.at)}
      <bdi className="font-medium text-ink">{first.name}</bdi>
      {withNames(text.slice(first.at + first.name.length), rest)}
    </Fragment>
  );
}
