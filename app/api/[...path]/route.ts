import { notFound } from "#lib/errors.ts";
import { refusalAnswer } from "#lib/http/endpoint.ts";
import { responseOf } from "#lib/http/web.ts";

/** Paths that the contract does not know get the same answer as things that are not there. */
const absent = () => responseOf(refusalAnswer(notFound()));

export { absent as DELETE, absent as GET, absent as PATCH, absent as POST, absent as PUT };
