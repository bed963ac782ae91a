import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { themeCookie, themeOf } from "#components/shell/theme.ts";

const inter = new URL("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", import.meta.url).pathname;

export const metadata: Metadata = {
  title: { default: "Parley", template: "%s · Parley" },
  description: "Company chat with sealed, searchable messages",
  robots: { index: false },
};

export const viewport: Viewport = {
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1a18" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  preload(inter, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      {/* Here and not in the metadata, which a page takes away while the next one loads. */}
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <body>{children}</body>
    </html>
  );
}
