import type { appUser } from "#db/schema/index.ts";
import { tell } from "#lib/realtime/bus.ts";

type Told = Pick<typeof appUser.$inferSelect, "id" | "companyId" | "name" | "initials" | "isActive">;

/** Tells whoever is connected how somebody is called now, and whether they are still here. */
export function tellPerson({ id, companyId, name, initials, isActive }: Told): void {
  tell(companyId, { kind: "person", userId: id, name, initials, isActive });
}
