"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { FileIcon } from "#components/files/file-icon.tsx";
import { progressWords, sizeWords } from "#components/files/file-words.ts";
import type { Upload } from "#components/files/uploads.ts";
import type { Attachments } from "#components/files/use-uploads.ts";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

type Props = { attachments: Attachments; onRemoved: () => void };

/** Above the text: what goes with it, and how far it is. */
export function AttachmentTiles({ attachments, onRemoved }: Props) {
  const { uploads, isUploading, hasReady } = attachments;
  if (uploads.length === 0) return null;
  return (
    <>
      <ul
        aria-label="Attachments"
        className="flex flex-wrap gap-2 px-2.5 pt-2.5 max-desk:flex-nowrap max-desk:overflow-x-auto"
      >
        {uploads.map((upload) => (
          <Tile
            key={upload.key}
            upload={upload}
            onRetry={() => attachments.retry(upload.key)}
            onRemove={() => {
              attachments.remove(upload.key);
              onRemoved();
            }}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {isUploading ? "Uploading" : hasReady ? "Uploaded, ready to be sent" : ""}
      </p>
    </>
  );
}

type TileProps = { upload: Upload; onRemove: () => void; onRetry: () => void };

function Tile({ upload, onRemove, onRetry }: TileProps) {
  const { name, size, sent, state, reason, canRetry, file } = upload;
  const hasFailed = state === "failed";
  const isReady = state === "ready";
  const isBeingSealed = state === "sending" && sent >= size;
  return (
    <li
      className={classNames(
        "relative flex w-58 items-center gap-2 overflow-hidden rounded-md border bg-surface py-1.25 pr-1 pl-1.5 text-xs max-desk:w-52 max-desk:flex-none",
        hasFailed && "border-danger",
      )}
    >
      <span className="grid size-8 flex-none place-items-center rounded-sm bg-surface-sunken text-ink-muted">
        {hasFailed ? <CircleAlert /> : <FileIcon mediaType={file?.mediaType ?? ""} />}
      </span>
      <span className="min-w-0 flex-1">
        <bdi title={name} className="block truncate font-medium">
          {name}
        </bdi>
        {hasFailed ? (
          <span role="alert" title={reason ?? ""} className="line-clamp-2 text-danger">
            {reason}
          </span>
        ) : (
          <span className="block truncate text-ink-muted tabular-nums">
            {isReady ? sizeWords(size) : isBeingSealed ? "Sealing" : progressWords(sent, size)}
          </span>
        )}
      </span>
      {canRetry && (
        <IconButton label={`Try ${name} again`} size="small" onClick={onRetry}>
          <RotateCw />
        </IconButton>
      )}
      <IconButton label={`${isReady || hasFailed ? "Remove" : "Cancel"} ${name}`} size="small" onClick={onRemove}>
        <X />
      </IconButton>
      {!isReady && !hasFailed && (
        <progress
          aria-label={name}
          max={size}
          value={sent}
          className="absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </li>
  );
}
