import type { InviteOffer } from "#lib/invites/events.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

const roleWords: Record<CompanyRole, string> = {
  admin: "an admin",
  agent: "a support agent",
  employee: "a colleague",
  customer: "a customer",
};

/** Who invites, as what, and to which rooms. */
export function OfferWords({ offer: { invitedBy, role, rooms } }: { offer: InviteOffer }) {
  const names = rooms.map((room) => room.name ?? "a room");
  return (
    <>
      {invitedBy.name} invites you as {roleWords[role]}
      {names.length > 0 && <> to {new Intl.ListFormat("en-GB").format(names)}</>}.
    </>
  );
}
