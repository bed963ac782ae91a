"use client";

import type { ComponentProps } from "react";
import { useMe } from "#components/live/use-me.ts";
import { usePresence } from "#components/live/use-presence.ts";
import { Avatar } from "#components/ui/avatar.tsx";

/** Somebody's avatar with whether they are here. Goes with a `PresenceWord` beside their name. */
export function Face({ person, ...rest }: Omit<ComponentProps<typeof Avatar>, "presence">) {
  const state = usePresence(person.id);
  return <Avatar person={person} presence={state === "offline" ? undefined : state} {...rest} />;
}

/** The same in a word, for those who do not see it. */
export function PresenceWord({ userId }: { userId: string }) {
  const state = usePresence(userId);
  const isMe = useMe().user.id === userId;
  return state === "offline" || isMe ? null : <span className="sr-only">, {state}</span>;
}
