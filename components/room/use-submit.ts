import { useEffect, useEffectEvent, useState } from "react";

type Submission = {
  /** Which text this is: one that waits for its files is not sent from under another. */
  draft: string;
  canSend: boolean;
  isUploading: boolean;
  hasFailed: boolean;
  send: () => void;
};

/** Sends when asked to, or where files are still on their way once they are up; if one of them fails, not at all. */
export function useSubmit({ draft, canSend, isUploading, hasFailed, send }: Submission) {
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  const isWaiting = waitingFor === draft;

  const submit = () => {
    if (!canSend) return;
    setWaitingFor(isUploading ? draft : null);
    if (!isUploading) send();
  };

  const submitWaiting = useEffectEvent(submit);
  useEffect(() => {
    if (!isWaiting || isUploading) return;
    setWaitingFor(null);
    if (!hasFailed) submitWaiting();
  }, [isWaiting, isUploading, hasFailed]);

  return { submit, isWaiting };
}
