"use client";

import { Paperclip, Timer, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { contentMost } from "#lib/messages/events.ts";

type Props = {
  isFileOver: boolean;
  isWaiting: boolean;
  /** Files that could not be uploaded would stay behind. */
  leavesFiles: boolean;
  /** Seconds until one may send again. */
  hold: number;
  /** Characters too many. */
  excess: number;
};

/** What one should know before one sends. */
export function ComposerNotices({ isFileOver, isWaiting, leavesFiles, hold, excess }: Props) {
  return (
    <>
      {isFileOver && <Notice icon={<Paperclip />}>Drop the files anywhere to attach them.</Notice>}
      {isWaiting && <Notice icon={<Timer />}>It is sent as soon as its files are uploaded.</Notice>}
      {leavesFiles && <Notice icon={<TriangleAlert />}>What could not be uploaded is left out when you send.</Notice>}
      {hold > 0 && (
        <Notice icon={<Timer />}>
          That was quick. You can send again in <b className="font-medium tabular-nums">{hold} s</b>; your text stays
          here.
        </Notice>
      )}
      {excess > 0 && (
        <Notice icon={<TriangleAlert />}>
          A message has at most {contentMost.toLocaleString("en-GB")} characters; this one has{" "}
          <b className="font-medium tabular-nums">{excess.toLocaleString("en-GB")}</b> too many.
        </Notice>
      )}
    </>
  );
}

function Notice({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-t px-3.5 py-1.5 text-sm [&>.lucide]:text-warning [&>span]:flex-1"
    >
      {icon}
      <span>{children}</span>
    </p>
  );
}
