"use client";

import useSWR from "swr";
import { sentenceFor } from "#components/live/request.ts";
import { RichText } from "#components/room/rich-text.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Loading, Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { MessageView, RevisionView } from "#lib/messages/events.ts";

type Props = { message: MessageView; onClose: () => void };

/** What a message said before, the latest first. */
export function RevisionsDialog({ message, onClose }: Props) {
  const path = `/api/rooms/${message.roomId}/messages/${message.id}/revisions`;
  const { data, error } = useSWR<{ revisions: RevisionView[] }>(path, { revalidateOnMount: true });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Edits of this message">
      {error && <FieldError>{sentenceFor(error)}</FieldError>}
      {!data && !error && (
        <Loading label="Loading the edits" className="grid gap-2">
          <Skeleton className="w-1/4" />
          <Skeleton className="w-3/4" />
        </Loading>
      )}
      {data && (
        <ol className="grid gap-4">
          <Revision name="Now" at={message.editedAt} content={message.content} />
          {data.revisions.toReversed().map((revision) => (
            <Revision
              key={revision.revision}
              name={revision.revision === 0 ? "At first" : "Before"}
              at={revision.createdAt}
              content={revision.content}
            />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function Revision({ name, at, content }: { name: string; at: string | null; content: string | null }) {
  return (
    <li>
      <p className="text-xs text-ink-muted">
        {name}
        {at && (
          <>
            {" · "}
            <Time value={at} style="full" />
          </>
        )}
      </p>
      <div className="text-body wrap-anywhere">
        {content === null ? "This text can’t be opened." : <RichText content={content} isReachable />}
      </div>
    </li>
  );
}
