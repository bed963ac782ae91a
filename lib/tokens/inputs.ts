import { z } from "zod";
import * as input from "#lib/inputs.ts";

export const createTokenInput = z.strictObject({ name: input.name(), expiresAt: input.instant.optional() });
export type CreateTokenInput = z.infer<typeof createTokenInput>;

export const tokenParams = z.strictObject({ tokenId: input.id });
