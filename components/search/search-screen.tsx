"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect } from "react";
import { pathOf } from "#components/search/asked.ts";
import { FilterChips } from "#components/search/filter-chips.tsx";
import { searchFieldId } from "#components/search/search-link.tsx";
import { SearchResults } from "#components/search/search-results.tsx";
import { useAsked } from "#components/search/use-asked.ts";
import { useResults } from "#components/search/use-results.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { askedMost } from "#lib/search/events.ts";

/** What one looks for, narrowed by chips, and what was found. All of it is in the address: a reload or a way back loses nothing. */
export function SearchScreen() {
  const { asked, typed, setTyped, ask } = useAsked();
  const results = useResults(asked);

  /** Who comes to search begins to write; who comes back from a result does not. */
  useEffect(() => {
    if (!window.location.search) document.getElementById(searchFieldId)?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") setTyped("");
    else if (event.key === "ArrowDown") document.querySelector<HTMLElement>("[data-row-of=results]")?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <h1 className="sr-only">Search</h1>
      <search className="flex-none">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
          className="mx-4 mt-3 flex h-10 max-w-180 items-center gap-2 rounded-md border border-line-strong bg-surface-raised pr-1 pl-3 text-ink-muted focus-within:border-accent focus-within:ring-1 focus-within:ring-accent max-desk:h-11"
        >
          <Search className="flex-none" />
          <input
            id={searchFieldId}
            type="search"
            aria-label="Search messages and files"
            placeholder="Search messages and files"
            autoComplete="off"
            maxLength={askedMost}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
            className="h-full min-w-0 flex-1 bg-transparent text-body text-ink focus:outline-none [&::-webkit-search-cancel-button]:hidden"
          />
          {typed !== "" && (
            <IconButton label="Clear search" onClick={() => setTyped("")} className="max-desk:size-10">
              <X />
            </IconButton>
          )}
        </form>
        <FilterChips asked={asked} onChange={ask} />
      </search>
      <SearchResults path={pathOf(asked)} asked={asked} results={results} onChange={ask} />
    </main>
  );
}
