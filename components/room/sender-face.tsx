"use client";

import { use } from "react";
import { MembersContext } from "#components/room/thread-context.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import type { MessageView } from "#lib/messages/events.ts";

/** Who wrote a message, with the initials that they chose and round where they are a guest, as far as they are still here. */
export function SenderFace({ message }: { message: MessageView }) {
  const member = use(MembersContext).find(({ userId }) => userId === message.sender?.id);
  const person = message.sender ?? { id: message.id, name: "?" };
  return (
    <Avatar
      person={{ ...person, initials: member?.initials }}
      round={member?.companyRole === "customer"}
      className="mt-0.75"
    />
  );
}
