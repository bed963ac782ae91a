import type { Metadata } from "next";
import { Door } from "#components/doors/door.tsx";
import { InviteForm } from "#components/doors/invite-form.tsx";
import { OfferWords } from "#components/doors/offer-words.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { sharedDatabase } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { isRefusal } from "#lib/errors.ts";
import { describeInvite } from "#lib/invites/queries.ts";
import { acceptInviteAction } from "./actions.ts";

export const metadata: Metadata = { title: "Invite", referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const offer = await findOffer(token);
  if (!offer) {
    return (
      <Door
        brand="Parley"
        title="This invite does not work any more"
        lede="It was used up, taken back, or has run out. Ask whoever sent it for a new one."
      >
        <ButtonLink href="/signin" size="wide">
          Sign in instead
        </ButtonLink>
      </Door>
    );
  }
  return (
    <Door
      brand={offer.company.name}
      title={`Join ${offer.company.name}`}
      lede={<OfferWords offer={offer} />}
      foot="Messages are sealed before they reach the database."
    >
      <InviteForm accept={acceptInviteAction} token={token} email={offer.email} />
    </Door>
  );
}

async function findOffer(token: string) {
  try {
    return await describeInvite((await sharedDatabase(env)).db, token);
  } catch (error) {
    if (isRefusal(error, "not_found") || isRefusal(error, "invite_used_up")) return null;
    throw error;
  }
}
