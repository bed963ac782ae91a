import { refusedBy, UnreachableError } from "#components/live/request.ts";
import type { FileView } from "#lib/messages/events.ts";

type Options = { signal: AbortSignal; onProgress: (sent: number) => void };

/** Uploads a file and says how far it is, which `fetch` cannot. Throws like `request`; never resolves once it was aborted. */
export function sendFile(roomId: string, file: File, { signal, onProgress }: Options): Promise<FileView> {
  const body = new FormData();
  body.append("file", file, file.name);
  const call = new XMLHttpRequest();
  signal.addEventListener("abort", () => call.abort());
  return new Promise((resolve, reject) => {
    call.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, file.size));
    call.onerror = () => reject(new UnreachableError());
    call.onload = () => {
      const answer = parse(call.responseText);
      if (call.status === 201) resolve(answer as FileView);
      else reject(refusedBy(call.status, { ...answer, issues: [] }, call.getResponseHeader("retry-after")));
    };
    call.open("POST", `/api/rooms/${roomId}/files`);
    call.send(body);
  });
}

function parse(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
