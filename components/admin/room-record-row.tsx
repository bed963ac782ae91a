"use client";

import { Ellipsis, ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { Cell } from "#components/admin/table.tsx";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { RoomRecord } from "#lib/rooms/events.ts";

type Props = {
  room: RoomRecord;
  ownId: string;
  appoint: (input: unknown) => Promise<ActionResult<unknown>>;
};

export function RoomRecordRow({ room, ownId, appoint }: Props) {
  const { id, name, type, role, owners, members, enrolment, posting, lastActiveAt, createdAt } = room;
  const router = useRouter();
  const say = useToast();
  const { run, problem } = useAction(appoint, () => {
    say(`You are an owner of ${name} now`);
    router.refresh();
  });
  const title = name ?? "A private group";
  const facts = [
    enrolment === "everyone" && "everyone is in it",
    enrolment === "open" && "open to join",
    posting === "admins" && "owners and admins write",
  ].filter(Boolean);
  const ownerNames = owners && (owners.map((owner) => owner.name).join(", ") || "nobody");
  const opened = <Time value={createdAt} style="since" />;
  const mayTake = type === "company" && id !== null && role !== "owner";
  return (
    <tr className="tabular-nums hover:bg-hover">
      <Cell className="max-w-80 max-desk:w-full max-desk:max-w-0">
        <div className="min-w-0 py-1">
          <p className={name ? "truncate font-medium" : "truncate text-ink-muted"}>
            {id && role ? (
              <PlaceLink place={title} href={`/rooms/${id}`} className="hover:underline">
                {title}
              </PlaceLink>
            ) : (
              title
            )}
          </p>
          {facts.length > 0 && <p className="text-xs text-ink-muted">{facts.join(" · ")}</p>}
          {ownerNames && <p className="truncate text-xs text-ink-muted desk:hidden">Owned by {ownerNames}</p>}
          <p className="text-xs text-ink-muted desk:hidden">
            {members} {members === 1 ? "member" : "members"}, opened {opened}
          </p>
          {problem && <FieldError>{problem.detail}</FieldError>}
        </div>
      </Cell>
      <Cell className="max-w-60 truncate text-ink-muted max-desk:hidden">{ownerNames}</Cell>
      <Cell className="text-right max-desk:hidden">{members}</Cell>
      <Cell className="whitespace-nowrap text-ink-muted max-wide:hidden">
        {lastActiveAt && <Time value={lastActiveAt} style="since" />}
      </Cell>
      <Cell className="whitespace-nowrap text-ink-muted max-desk:hidden">{opened}</Cell>
      <Cell className="w-10 text-right">
        {mayTake && (
          <Menu
            label={`Actions for ${title}`}
            trigger={
              <IconButton label={`Actions for ${title}`}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<ShieldCheck />} onSelect={() => run({ roomId: id, userId: ownId })}>
              Make me an owner
            </MenuItem>
          </Menu>
        )}
      </Cell>
    </tr>
  );
}
