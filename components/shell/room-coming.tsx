"use client";

import { useLinkStatus } from "next/link";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { RoomLoading } from "#components/shell/room-loading.tsx";

/** Milliseconds without an outline, which a room seen before does not take. */
const patience = 150;

type Coming = { title: string; isCase: boolean };

const ComingContext = createContext<(coming: Coming | null) => void>(() => {});

/**
 * While a room is on its way, shows its outline over what is open. Not a `loading.tsx`: with that the first page of a
 * visit too would come as an outline, and its messages only after React has dealt with that.
 */
export function RoomsComing({ children }: { children: ReactNode }) {
  const [coming, setComing] = useState<Coming | null>(null);
  return (
    <ComingContext value={setComing}>
      {children}
      {coming && <RoomLoading {...coming} />}
    </ComingContext>
  );
}

/** Stands inside the link to a room. */
export function RoomComing({ title, isCase = false }: { title: string; isCase?: boolean }) {
  const { pending } = useLinkStatus();
  const setComing = use(ComingContext);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setComing({ title, isCase }), patience);
    return () => {
      clearTimeout(timer);
      setComing(null);
    };
  }, [pending, setComing, title, isCase]);
  return null;
}
