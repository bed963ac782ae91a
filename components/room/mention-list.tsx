"use client";

import { AtSign } from "lucide-react";
import { Face, PresenceWord } from "#components/people/face.tsx";
import type { Callable } from "#components/room/use-mention-list.ts";
import { classNames } from "#components/ui/class-names.ts";
import { optionClasses, popoverClasses } from "#components/ui/popover.tsx";
import type { MemberView } from "#lib/rooms/events.ts";

type Props = {
  id: string;
  people: Callable[];
  active: Callable | undefined;
  optionId: (one: Callable) => string;
  onPick: (one: Callable) => void;
};

/** Whom an unfinished call may mean, above the field that keeps the focus. */
export function MentionList({ id, people, active, optionId, onPick }: Props) {
  return (
    <>
      <span role="status" className="sr-only">
        {active && `${people.length} to mention`}
      </span>
      {active && (
        <div
          id={id}
          role="listbox"
          aria-label="People to mention"
          className={classNames(
            popoverClasses,
            "absolute bottom-full left-2 mb-1 w-72 max-w-[calc(100%-16px)] p-1 [--under:var(--surface-raised)]",
          )}
        >
          {people.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which points here by aria-activedescendant
            <div
              key={optionId(person)}
              id={optionId(person)}
              role="option"
              tabIndex={-1}
              aria-selected={person === active}
              onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
              onClick={() => onPick(person)}
              className={classNames(optionClasses, "cursor-pointer")}
            >
              {"userId" in person ? <Person member={person} /> : <Everybody />}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function Person({ member }: { member: MemberView }) {
  return (
    <>
      <Face person={{ ...member, id: member.userId }} size={24} round={member.companyRole === "customer"} />
      <bdi className="truncate">{member.name}</bdi>
      <PresenceWord userId={member.userId} />
    </>
  );
}

function Everybody() {
  return (
    <>
      <AtSign className="m-1" />
      @room
      <span className="ml-auto text-xs">everybody here</span>
    </>
  );
}
