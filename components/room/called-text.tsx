import { useThread } from "#components/room/thread-context.ts";
import { classNames } from "#components/ui/class-names.ts";
import { type Named, Names } from "#lib/text/mentions.ts";

const name = "rounded-[3px] box-decoration-clone px-0.75";
const ofOthers = "bg-accent-soft font-medium text-accent-soft-ink";
const own = "bg-mention-strong font-semibold text-mention-soft-ink";

/** Text in which the names of those stand out whom it calls, one's own more than others'. */
export function CalledText({ text, called }: { text: string; called: readonly Named[] }) {
  const { ownId } = useThread();
  return new Names(called).split(text).map(({ text: piece, userIds }, index) =>
    userIds.length === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name, and never move
      <bdi key={index} className={classNames(name, userIds.includes(ownId) ? own : ofOthers)}>
        {piece}
      </bdi>
    ),
  );
}
