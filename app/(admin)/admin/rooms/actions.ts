"use server";

import { action } from "#lib/http/action.ts";
import { appointOwner } from "#lib/members/appoint-owner.ts";
import { memberParams } from "#lib/rooms/inputs.ts";

export const appointOwnerAction = action(memberParams, ({ db, viewer, input }) => appointOwner(db, viewer, input));
