import { EyeOff } from "lucide-react";
import { MessageTime } from "#components/room/message-time.tsx";
import { Avatar } from "#components/ui/avatar.tsx";

type Props = { id: string; person: { id: string; name: string }; createdAt: string };

/** What stands on every staff note: for whom it is, who wrote it, when. */
export function NoteHead({ id, person, createdAt }: Props) {
  return (
    <div id={id}>
      <p className="flex items-start gap-1.5 text-xs leading-5 font-semibold text-note [&>.lucide]:mt-0.75 [&>.lucide]:size-3.5">
        <EyeOff />
        <span>Staff note · the customer never sees this</span>
        <MessageTime value={createdAt} className="ml-auto flex-none font-normal" />
      </p>
      <p className="mt-1 mb-0.5 flex items-center gap-2 text-row font-semibold">
        <Avatar person={person} size={20} />
        <bdi className="truncate">{person.name}</bdi>
      </p>
    </div>
  );
}
