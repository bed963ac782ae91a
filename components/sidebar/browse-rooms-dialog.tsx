"use client";

import useSWR from "swr";
import type { RoomActions } from "#components/sidebar/room-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { RoomView } from "#lib/rooms/events.ts";

type Props = { open: boolean; onClose: () => void; onEnter: (roomId: string) => void; join: RoomActions["joinRoom"] };

export function BrowseRoomsDialog({ open, onClose, ...rest }: Props) {
  return (
    <Dialog open={open} onOpenChange={onClose} title="Company rooms" description="Open to everybody who works here.">
      <OpenRooms {...rest} />
    </Dialog>
  );
}

function OpenRooms({ onEnter, join }: Omit<Props, "open" | "onClose">) {
  const { data, error, isLoading } = useSWR<{ rooms: RoomView[] }>("/api/rooms?scope=browse", {
    dedupingInterval: 0, // one may have left a room a moment ago
  });
  const { run, isPending, problem } = useAction(join, ({ roomId }) => onEnter(roomId));
  const failure = problem?.detail ?? error?.message;
  return (
    <div className="mt-4 grid grid-cols-1 gap-1">
      {failure && <FieldError>{failure}</FieldError>}
      {isLoading && (
        <Loading label="Loading rooms" className="grid gap-6 py-3">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/5" />
        </Loading>
      )}
      {data?.rooms.length === 0 && (
        <p role="status" className="text-ink-muted">
          There is no room that you could join. Admins of the company open them.
        </p>
      )}
      <ul className="divide-y">
        {data?.rooms.map((room) => (
          <li key={room.id} className="flex min-h-12 items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{room.name}</p>
              {room.topic && <p className="truncate text-sm text-ink-muted">{room.topic}</p>}
            </div>
            <Button pending={isPending} onClick={() => run({ roomId: room.id })}>
              Join<span className="sr-only"> {room.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
