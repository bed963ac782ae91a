import { z } from "zod";

export const presenceInput = z.strictObject({ state: z.enum(["active", "away"]) });
