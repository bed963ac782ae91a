"use client";

import { MessageSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLive } from "#components/live/live-provider.tsx";
import { Face, PresenceWord } from "#components/people/face.tsx";
import { roleWords } from "#components/shell/role-words.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/http/events.ts";
import type { PersonView } from "#lib/people/events.ts";

type Props = {
  person: PersonView;
  isMe: boolean;
  /** Null where there is no direct room to be had. */
  createRoom: ((input: unknown) => Promise<ActionResult<{ roomId: string }>>) | null;
};

export function PersonLine({ person, isMe, createRoom }: Props) {
  const { store } = useLive();
  const router = useRouter();
  const { run, isPending, problem } = useAction(createRoom ?? refuse, ({ roomId }) => {
    void store.refreshRooms();
    router.push(`/rooms/${roomId}`);
  });
  const isGuest = person.role === "customer";
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Face person={person} round={isGuest} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{person.name}</bdi>
          <PresenceWord userId={person.id} />
          {isMe && <span className="font-normal text-ink-muted"> (you)</span>}
        </p>
        <p className="truncate text-xs text-ink-muted">
          {[!isGuest && roleWords[person.role], person.email, person.timeZone?.replaceAll("_", " ")]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {problem && <FieldError>{problem.detail}</FieldError>}
      </div>
      {isGuest && <Tag>{roleWords.customer}</Tag>}
      {createRoom && (
        <Button pending={isPending} onClick={() => run({ type: "direct", memberIds: [person.id] })}>
          <MessageSquare />
          <span className="max-desk:sr-only">{isMe ? "Notes" : "Message"}</span>
          <span className="sr-only"> {isMe ? "to yourself" : person.name}</span>
        </Button>
      )}
    </li>
  );
}

const refuse: NonNullable<Props["createRoom"]> = async () => {
  throw new Error("there is no direct room with them");
};
