import { Download } from "lucide-react";
import { FileIcon } from "#components/files/file-icon.tsx";
import { kindWords, sizeWords } from "#components/files/file-words.ts";
import { iconButtonClasses } from "#components/ui/icon-button.tsx";
import type { FileView } from "#lib/messages/events.ts";

type Props = {
  roomId: string;
  files: readonly FileView[];
  /** Whether the Tab key stops at them. */
  isReachable: boolean;
};

/** What a message carries: images as they are, everything else as a card. */
export function MessageFiles({ roomId, files, isReachable }: Props) {
  const tabIndex = isReachable ? 0 : -1;
  return (
    <div className="flex max-w-(--measure) flex-wrap items-start gap-2 py-1">
      {files.map((file) => {
        const href = `/api/rooms/${roomId}/files/${file.id}`;
        const shape = shapeOf(file);
        return shape ? (
          <Picture key={file.id} file={file} shape={shape} href={href} tabIndex={tabIndex} />
        ) : (
          <FileCard key={file.id} file={file} href={href} tabIndex={tabIndex} />
        );
      })}
    </div>
  );
}

const box = { width: 440, height: 400 };

type Shape = { width: number; height: number };

/** How large an image is drawn: whole, within the box, never larger than it is. Known before its bytes are here. */
function shapeOf({ width, height }: FileView): Shape | null {
  if (!width || !height) return null;
  const scale = Math.min(1, box.width / width, box.height / height);
  return { width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) };
}

type PartProps = { file: FileView; href: string; tabIndex: number };

function Picture({ file, shape, href, tabIndex }: PartProps & { shape: Shape }) {
  const isMoving = file.mediaType === "image/gif"; // its small form stands still
  return (
    <figure className="min-w-0 max-w-full" style={{ width: shape.width }}>
      <a
        href={href}
        target="_blank"
        rel="noopener"
        tabIndex={tabIndex}
        className="block overflow-hidden rounded-md border bg-surface-raised"
        style={{ aspectRatio: `${shape.width} / ${shape.height}` }}
      >
        {/* biome-ignore lint/performance/noImgElement: the image optimiser is off, and has no one's cookies */}
        <img
          src={isMoving ? href : `${href}?size=thumb`}
          alt={file.name}
          width={shape.width}
          height={shape.height}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
        />
      </a>
      <figcaption className="truncate text-xs leading-5 text-ink-muted">
        <bdi title={file.name}>{file.name}</bdi> · {sizeWords(file.size)}
      </figcaption>
    </figure>
  );
}

function FileCard({ file, href, tabIndex }: PartProps) {
  return (
    <div className="flex w-85 max-w-full items-center gap-3 rounded-md border bg-surface-raised p-1.75 pr-2">
      <span className="grid size-9 flex-none place-items-center rounded-sm bg-surface-sunken text-ink-muted [&>.lucide]:size-5">
        <FileIcon mediaType={file.mediaType} />
      </span>
      <span className="min-w-0 flex-1">
        <a
          href={href}
          target="_blank"
          rel="noopener"
          tabIndex={tabIndex}
          title={file.name}
          className="block truncate text-row font-medium text-ink hover:underline"
        >
          <bdi>{file.name}</bdi>
        </a>
        <span className="block text-xs text-ink-muted">
          {kindWords(file)} · {sizeWords(file.size)}
        </span>
      </span>
      <a
        href={href}
        download={file.name}
        tabIndex={tabIndex}
        aria-label={`Download ${file.name}`}
        title="Download"
        className={`${iconButtonClasses} size-(--icon-button)`}
      >
        <Download />
      </a>
    </div>
  );
}
