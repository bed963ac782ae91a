import { z } from "zod";
import * as input from "#lib/inputs.ts";

/** One emoji as people see it: a sequence that Unicode recommends for general interchange (UTS #51). */
const emoji = /^\p{RGI_Emoji}$/v;

export const reaction = z.string().max(64).regex(emoji, "is not an emoji");

export const reactionParams = z.strictObject({ roomId: input.id, messageId: input.id, reaction });
