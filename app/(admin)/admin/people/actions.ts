"use server";

import { action } from "#lib/http/action.ts";
import { changePerson } from "#lib/people/commands.ts";
import { changePersonInput, userParams } from "#lib/people/inputs.ts";

const input = userParams.extend(changePersonInput.shape);

export const changePersonAction = action(input, ({ db, viewer, input: { userId, ...change } }) =>
  changePerson(db, viewer, { userId, ...change }),
);
