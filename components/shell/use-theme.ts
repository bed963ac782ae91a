"use client";

import { useState, useSyncExternalStore } from "react";
import { type Theme, themeCookie, themeOf } from "#components/shell/theme.ts";

const year = 31_536_000;

function readTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

/** The colours one chose; they hold for this browser. The cookie lets the server draw the page in them from the start. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const initial = useSyncExternalStore(
    () => () => {},
    readTheme,
    (): Theme => "system",
  );
  const [chosen, setChosen] = useState<Theme | null>(null);

  const choose = (theme: Theme) => {
    setChosen(theme);
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${year}; SameSite=Lax`;
  };
  return [chosen ?? initial, choose];
}
