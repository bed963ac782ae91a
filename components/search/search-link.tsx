"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { PlaceLink } from "#components/shell/place-link.tsx";
import { useStayIfCut } from "#components/shell/use-stay-if-cut.ts";
import { Kbd } from "#components/ui/kbd.tsx";

export const searchFieldId = "search-field";

const never = () => () => {};

/** The way to search, above one's rooms, and its key everywhere; on a phone the tab bar leads there. */
export function SearchLink() {
  const router = useRouter();
  const stayIfCut = useStayIfCut();
  const isHere = usePathname() === "/search";
  const isApple = useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isKey =
        (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      if (!isKey) return;
      event.preventDefault();
      const field = document.getElementById(searchFieldId);
      if (field instanceof HTMLInputElement) field.select();
      else if (!stayIfCut("Search", "/search")) router.push("/search");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router, stayIfCut]);

  return (
    <PlaceLink
      place="Search"
      href="/search"
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      aria-keyshortcuts="Control+K Meta+K"
      className="mt-1 grid min-h-(--row) grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-md pr-2 pl-2.5 text-row text-ink-muted no-underline hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:text-accent-soft-ink max-desk:hidden [&>.lucide]:justify-self-center"
    >
      <Search />
      Search
      <span aria-hidden="true">
        <Kbd>{isApple ? "⌘ K" : "Ctrl K"}</Kbd>
      </span>
    </PlaceLink>
  );
}
