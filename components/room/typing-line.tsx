"use client";

import { use } from "react";
import { useTyping } from "#components/live/use-typing.ts";
import { MembersContext } from "#components/room/thread-context.ts";

/** Who types. Its place is kept while nobody does. */
export function TypingLine({ roomId }: { roomId: string }) {
  const ids = useTyping(roomId);
  const members = use(MembersContext);
  const names = ids.flatMap((id) => members.find((member) => member.userId === id)?.name ?? []);
  return (
    <div className="flex h-6 flex-none items-center gap-2 pr-(--gutter) pl-[calc(var(--gutter)+var(--avatar)+12px)] text-xs text-ink-muted">
      {names.length > 0 && (
        <>
          <span aria-hidden="true" className="inline-flex gap-0.75">
            {[0, 1, 2].map((dot) => (
              <i key={dot} className="size-1 animate-settle rounded-full bg-ink-muted" />
            ))}
          </span>
          <span className="truncate">{words(names)}</span>
        </>
      )}
    </div>
  );
}

function words(names: string[]) {
  if (names.length > 3) return "Several people are typing";
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && (index === names.length - 1 ? " and " : ", ")}
          <bdi className="font-medium text-ink">{name}</bdi>
        </span>
      ))}
      {names.length === 1 ? " is typing" : " are typing"}
    </>
  );
}
