import { type KeyboardEvent, type RefObject, use, useId, useRef, useState } from "react";
import { type Call, callBefore, findPeople } from "#components/room/find-people.ts";
import { MembersContext, ThreadContext } from "#components/room/thread-context.ts";
import type { MemberView } from "#lib/rooms/events.ts";
import { type Named, wholeRoom } from "#lib/text/mentions.ts";

/** Somebody of the room, or all of it. */
export type Callable = MemberView | Named;

type Options = {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Whether customers can be called: not in what they never see. */
  withCustomers: boolean;
  /** Writes over a part of the text, and puts the cursor behind it. */
  replace: (from: number, to: number, text: string) => void;
};

/** Whom one may mean while one writes an @ and the beginning of a name. Arrows choose, Enter and Tab take, Escape closes. */
export function useMentionList({ field, withCustomers, replace }: Options) {
  const id = useId();
  const members = use(MembersContext);
  const thread = use(ThreadContext);
  const [call, setCall] = useState<Call | null>(null);
  const [at, setAt] = useState(0);
  /** Where a list was closed: it stays so while one goes on writing there. */
  const closedAt = useRef<number | null>(null);

  const mayCall = ({ userId, isActive, companyRole }: MemberView) =>
    userId !== thread?.ownId && isActive && (withCustomers || companyRole !== "customer");
  const callable = (): Callable[] => [...members.filter(mayCall), ...(thread?.rights.callRoom ? [wholeRoom] : [])];
  const people = call ? findPeople(call.query, callable()) : [];
  const active = people[Math.min(at, people.length - 1)];

  /** To be called whenever the text or the cursor may be another. */
  const look = () => {
    const { value = "", selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const found = selectionStart === selectionEnd ? callBefore(value, selectionStart) : null;
    if (found?.from !== closedAt.current) closedAt.current = null;
    const next = closedAt.current === null ? found : null;
    if (next?.query !== call?.query || next?.from !== call?.from) setAt(0);
    setCall(next);
  };

  const close = () => {
    closedAt.current = call?.from ?? null;
    setCall(null);
  };

  const pick = ({ name }: Callable) => {
    if (!call) return;
    const gap = /^\s/.test(field.current?.value.slice(call.to) ?? "") ? "" : " ";
    replace(call.from, call.to, `@${name}${gap}`);
    close(); // one name may begin another
  };

  /** Tells whether the key was the list's. */
  const takeKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (!active) return false;
    if (key === "ArrowDown") setAt((people.indexOf(active) + 1) % people.length);
    else if (key === "ArrowUp") setAt((people.indexOf(active) - 1 + people.length) % people.length);
    else if ((key === "Enter" || key === "Tab") && !shiftKey) pick(active);
    else if (key === "Escape") close();
    else return false;
    return true;
  };

  const optionId = (one: Callable) => `${id}-${"userId" in one ? one.userId : one.id}`;
  const fieldProps = active && {
    "aria-controls": id,
    "aria-activedescendant": optionId(active),
  };
  return {
    /** On the help page nobody is known by name. */
    isThere: thread !== null,
    list: { id, people, active, optionId, onPick: pick },
    fieldProps,
    look,
    leave: () => setCall(null),
    takeKey,
  };
}
