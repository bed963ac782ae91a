"use client";

import { useLinkStatus } from "next/link";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { RoomLoading } from "#components/shell/room-loading.tsx";

/** Milliseconds without an outline, which a room seen before does not take. */
const patience = 150;

type Coming = { roomId: string; title: string; isCase: boolean };

const ComingContext = createContext<Coming | null>(null);
const SetComingContext = createContext<(coming: Coming | null) => void>(() => {});

/** The room that is shown in outline: to who looks at the screen it is open already. */
export const useComingRoomId = (): string | null => use(ComingContext)?.roomId ?? null;

/**
 * While a room is on its way, shows its outline over what is open. Not a `loading.tsx`: with that the first page of a
 * visit too would come as an outline, and its messages only after React has dealt with that.
 */
export function RoomsComing({ children }: { children: ReactNode }) {
  const [coming, setComing] = useState<Coming | null>(null);
  return (
    <SetComingContext value={setComing}>
      <ComingContext value={coming}>
        {children}
        {coming && <RoomLoading title={coming.title} isCase={coming.isCase} />}
      </ComingContext>
    </SetComingContext>
  );
}

/** Stands inside the link to a room. */
export function RoomComing({ roomId, title, isCase = false }: { roomId: string; title: string; isCase?: boolean }) {
  const { pending } = useLinkStatus();
  const setComing = use(SetComingContext);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setComing({ roomId, title, isCase }), patience);
    return () => {
      clearTimeout(timer);
      setComing(null);
    };
  }, [pending, setComing, roomId, title, isCase]);
  return null;
}
