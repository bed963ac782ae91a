"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { isCut, useConnection } from "#components/live/use-connection.ts";
import { Banner } from "#components/ui/banner.tsx";

const patience = 2000;

const words = {
  offline: "You are offline. What you write leaves as soon as you are back.",
  reconnecting: "The connection is gone. Trying again; what you write is kept.",
};

/** Says that nothing new arrives, once that has lasted long enough to matter. */
export function ConnectionBanner() {
  const connection = useConnection();
  const isAway = isCut(connection);
  const [isLong, setLong] = useState(false);

  useEffect(() => {
    if (!isAway) return;
    const timer = setTimeout(() => setLong(true), patience);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isAway]);

  if (!isAway || !isLong) return null;
  return <Banner icon={<WifiOff />}>{words[connection]}</Banner>;
}
