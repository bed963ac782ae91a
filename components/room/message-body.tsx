"use client";

import { Lock, Trash2 } from "lucide-react";
import { type ReactNode, use } from "react";
import { CalledText } from "#components/room/called-text.tsx";
import { RichText } from "#components/room/rich-text.tsx";
import { MembersContext, useThread } from "#components/room/thread-context.ts";
import type { MessageView } from "#lib/messages/events.ts";
import { type Named, wholeRoom } from "#lib/text/mentions.ts";

/** What a message says, or why it says nothing. */
export function MessageBody({ message, isReachable }: { message: MessageView; isReachable: boolean }) {
  const called = useCalled(message);
  if (message.isDeleted) return <Nothing icon={<Trash2 />}>Message deleted</Nothing>;
  if (message.content === null) {
    return (
      <Nothing icon={<Lock />}>
        This message can’t be opened with the keys that are here. An admin has been told.
      </Nothing>
    );
  }
  const edited = message.editedAt && <Edited message={message} isReachable={isReachable} />;
  if (message.type === "action") {
    return (
      <p dir="auto" className="whitespace-pre-wrap">
        <em>
          <bdi>{message.sender?.name ?? "Somebody"}</bdi>{" "}
          {called ? <CalledText text={message.content} called={called} /> : message.content}
        </em>
        {edited}
      </p>
    );
  }
  return <RichText content={message.content} end={edited} isReachable={isReachable} called={called} />;
}

/** Those of the room whom a message calls. To those who hear it, the whole room is themselves. */
function useCalled({ metadata: { mentions, callsRoom }, sender }: MessageView): Named[] | undefined {
  const { ownId } = useThread();
  if (callsRoom) return [sender?.id === ownId ? wholeRoom : { ...wholeRoom, id: ownId }];
  if (!mentions) return undefined; // and then nothing is drawn anew when somebody joins
  return use(MembersContext).flatMap(({ userId: id, name }) => (mentions.includes(id) ? [{ id, name }] : []));
}

function Nothing({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.75 text-row leading-5.5 text-ink-muted [&>.lucide]:mt-1 [&>.lucide]:size-3.5">
      {icon}
      {children}
    </p>
  );
}

function Edited({ message, isReachable }: { message: MessageView; isReachable: boolean }) {
  const { actions } = useThread();
  return (
    <button
      type="button"
      tabIndex={isReachable ? 0 : -1}
      onClick={() => actions.showRevisions(message)}
      className="ml-1 min-h-6 text-xs whitespace-nowrap text-ink-muted hover:underline"
    >
      edited<span className="sr-only">, show what it said before</span>
    </button>
  );
}
