"use server";

import { action } from "#lib/http/action.ts";
import { setSearch } from "#lib/search/commands.ts";
import { searchSettingInput } from "#lib/search/inputs.ts";

export const setSearchAction = action(searchSettingInput, ({ db, viewer, input }) =>
  setSearch(db, viewer, input.enabled),
);
