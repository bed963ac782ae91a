import { FileArchive, FileAudio, FileText, FileVideo, Image } from "lucide-react";

/** The kind of a file, as its icon says it. */
export function FileIcon({ mediaType }: { mediaType: string }) {
  if (mediaType.startsWith("image/")) return <Image />;
  if (mediaType.startsWith("video/")) return <FileVideo />;
  if (mediaType.startsWith("audio/")) return <FileAudio />;
  if (/zip|gzip|7z/.test(mediaType)) return <FileArchive />;
  return <FileText />;
}
