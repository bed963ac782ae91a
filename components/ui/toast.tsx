"use client";

import { createContext, type ReactNode, use, useCallback, useRef, useState } from "react";

type ToastAction = { label: string; run: () => void };
type ToastEntry = { id: number; message: string; action?: ToastAction };
type Show = (message: string, action?: ToastAction) => void;

const shownFor = { toRead: 4000, toAct: 6000 };

const ToastContext = createContext<Show>(() => {});

/** Says in one line that something was done; it goes by itself. It hangs below the bar, away from where one writes. */
export function useToast(): Show {
  return use(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [entries, setEntries] = useState<ToastEntry[]>([]);
  const next = useRef(0);

  const remove = useCallback((id: number) => setEntries((all) => all.filter((entry) => entry.id !== id)), []);
  const show = useCallback<Show>(
    (message, action) => {
      const id = next.current++;
      setEntries((all) => [...all.slice(-2), { id, message, action }]);
      setTimeout(() => remove(id), action ? shownFor.toAct : shownFor.toRead);
    },
    [remove],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div
        id="toasts"
        role="status"
        className="pointer-events-none fixed inset-x-3 top-[calc(var(--bar)+12px)] z-70 grid justify-items-center gap-3"
      >
        {entries.map((entry) => (
          <div
            key={entry.id}
            className="inline-flex min-h-10 animate-rise items-center gap-3 rounded-lg bg-ink py-1 pr-1.5 pl-3.5 text-sm text-surface shadow-2 max-desk:min-h-12"
          >
            <span className="pr-2">{entry.message}</span>
            {entry.action && (
              <button
                type="button"
                className="pointer-events-auto h-7 rounded-md px-2.5 font-semibold underline focus-visible:outline-surface max-desk:h-10"
                onClick={() => {
                  entry.action?.run();
                  remove(entry.id);
                }}
              >
                {entry.action.label}
              </button>
            )}
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
