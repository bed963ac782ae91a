"use client";

import { UserMinus } from "lucide-react";
import { request, sentenceFor } from "#components/live/request.ts";
import { Face, PresenceWord } from "#components/people/face.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { MemberRole, MemberView } from "#lib/rooms/events.ts";

const words: Record<MemberRole, string> = { owner: "Owner", admin: "Admin", member: "Member", guest: "Guest" };

type Props = { roomId: string; member: MemberView; isMe: boolean; ownRole: MemberRole; mayManage: boolean };

const line = "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-0.5 text-left max-desk:min-h-11";

export function MemberLine({ roomId, member, isMe, ownRole, mayManage }: Props) {
  const toast = useToast();
  const path = `/api/rooms/${roomId}/members/${member.userId}`;
  const ask = (doing: Promise<unknown>, done: string) => {
    doing.then(
      () => toast(done),
      (error) => toast(sentenceFor(error)),
    );
  };
  const roles: MemberRole[] = ownRole === "owner" ? ["owner", "admin", "member"] : ["admin", "member"];
  const isManaged = mayManage && !isMe && member.role !== "guest" && (member.role !== "owner" || ownRole === "owner");
  if (!isManaged) {
    return (
      <li className="-mx-2">
        <div className={line}>
          <Who member={member} isMe={isMe} />
        </div>
      </li>
    );
  }
  return (
    <li className="-mx-2">
      <Menu
        label={member.name}
        trigger={
          <button type="button" className={`${line} hover:bg-hover`}>
            <Who member={member} isMe={isMe} />
            <span className="sr-only">. Change role or remove</span>
          </button>
        }
      >
        <MenuChoice
          label="Role in this room"
          value={member.role}
          options={roles.map((role) => ({ value: role, label: words[role] }))}
          onChange={(role) =>
            ask(request("PATCH", path, { role }), `${member.name} is ${words[role].toLowerCase()} of this room now`)
          }
        />
        <MenuSeparator />
        <MenuItem
          icon={<UserMinus />}
          danger
          onSelect={() => ask(request("DELETE", path), `${member.name} was removed`)}
        >
          Remove from the room
        </MenuItem>
      </Menu>
    </li>
  );
}

function Who({ member, isMe }: { member: MemberView; isMe: boolean }) {
  const facts = [
    member.role !== "member" && words[member.role].toLowerCase(),
    !member.isActive && "deactivated",
    isMe && "you",
  ].filter(Boolean);
  return (
    <>
      <Face person={{ ...member, id: member.userId }} size={24} round={member.companyRole === "customer"} />
      <bdi className={member.isActive ? "truncate" : "truncate text-ink-muted"}>{member.name}</bdi>
      <PresenceWord userId={member.userId} />
      {facts.length > 0 && (
        <span className="ml-auto pl-2 text-xs whitespace-nowrap text-ink-muted">{facts.join(" · ")}</span>
      )}
    </>
  );
}
