import type { Db } from "#db/client.ts";
import { createCompany } from "#lib/companies/create.ts";
import { companyInput } from "#lib/companies/inputs.ts";
import type { ControlCommand } from "#lib/server/control-socket.ts";

/** The command behind `npm run company:create`. Throws an Error whose message says what is wrong with what was given. */
export const companyCommand =
  (db: Db): ControlCommand =>
  async (options) => {
    const parsed = companyInput.safeParse(options);
    if (!parsed.success) {
      const lines = parsed.error.issues.map(({ path, message }) => `${path.join(" ")} ${message}.`);
      throw new Error(`No company was made:\n  ${lines.join("\n  ")}`);
    }
    const { company, user } = await createCompany(db, parsed.data);
    return `${company.name} is made. ${user.name} signs in with ${user.email}; its help page is /help/${company.slug}.`;
  };
