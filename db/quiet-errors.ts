import { inspect } from "node:util";
import { DrizzleQueryError } from "drizzle-orm";
import { accountOf } from "#lib/errors.ts";

/**
 * Has a failed statement shown, wherever an error is printed, without its text and its parameters, for those may hold what
 * people wrote. Next prints what a page fails with by itself.
 */
Object.defineProperty(DrizzleQueryError.prototype, inspect.custom, {
  value(this: DrizzleQueryError) {
    return accountOf(this);
  },
});
