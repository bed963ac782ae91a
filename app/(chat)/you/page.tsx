import type { Metadata } from "next";
import { PagePane, PageSection } from "#components/shell/page-pane.tsx";
import { roleWords } from "#components/shell/role-words.ts";
import { SessionsList } from "#components/shell/sessions-list.tsx";
import { SignOutButton } from "#components/shell/sign-out-button.tsx";
import { ThemeChoice } from "#components/shell/theme-choice.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { PasswordForm } from "#components/you/password-form.tsx";
import { ProfileForm } from "#components/you/profile-form.tsx";
import { TokenList } from "#components/you/token-list.tsx";
import { TokenMaker } from "#components/you/token-maker.tsx";
import { mayInCompany } from "#lib/access/policy.ts";
import { pageViewer } from "#lib/auth/page-viewer.ts";
import { listSessions } from "#lib/auth/sessions.ts";
import { listTokens } from "#lib/tokens/queries.ts";
import {
  changePasswordAction,
  changeProfileAction,
  createTokenAction,
  revokeSessionAction,
  revokeTokenAction,
  signOutAction,
} from "./actions.ts";

export const metadata: Metadata = { title: "You" };

export default async function YouPage() {
  const { db, viewer, me } = await pageViewer();
  const [sessions, tokens] = await Promise.all([listSessions(db, viewer), listTokens(db, viewer)]);
  return (
    <PagePane title="You" action={<SignOutButton signOut={signOutAction} />} narrow>
      <div className="flex items-center gap-3 pb-5">
        <Avatar person={me.user} size={40} round={me.user.role === "customer"} />
        <div className="min-w-0">
          <p className="truncate font-semibold">{me.user.name}</p>
          <p className="truncate text-sm text-ink-muted">{me.user.email}</p>
          <p className="truncate text-sm text-ink-muted">
            {roleWords[me.user.role]}, {me.company.name}
          </p>
        </div>
      </div>
      <PageSection title="Profile" hint="How others see you.">
        <ProfileForm user={me.user} timeZones={Intl.supportedValuesOf("timeZone")} change={changeProfileAction} />
      </PageSection>
      <PageSection title="Colours" hint="For this browser.">
        <ThemeChoice />
      </PageSection>
      <PageSection title="Where you are signed in" hint="Signing a place out takes effect at once.">
        <SessionsList sessions={sessions} revoke={revokeSessionAction} />
      </PageSection>
      <PageSection title="Password" hint="A new one signs you out everywhere but here.">
        <PasswordForm email={me.user.email} change={changePasswordAction} />
      </PageSection>
      {mayInCompany("token.make", viewer.role) && (
        <PageSection title="Personal tokens" hint="For programs that act as you. Whoever has one can do what you can.">
          <TokenMaker create={createTokenAction} />
          <TokenList tokens={tokens} revoke={revokeTokenAction} />
        </PageSection>
      )}
    </PagePane>
  );
}
