import { z } from "zod";
import * as input from "#lib/inputs.ts";

export const signInInput = z.strictObject({ email: input.email, password: input.text(1, 200) });
export type SignInInput = z.infer<typeof signInInput>;

export const changePasswordInput = z.strictObject({ current: input.text(1, 200), next: input.newPassword });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const sessionParams = z.strictObject({ sessionId: input.id });
