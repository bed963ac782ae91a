import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Door } from "#components/doors/door.tsx";
import { SignInForm } from "#components/doors/sign-in-form.tsx";
import { optionalViewer, setupState } from "#lib/auth/page-viewer.ts";
import { signInAction } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  if ((await setupState()).needed) redirect("/setup");
  const next = placeAfter((await searchParams).next);
  if (await optionalViewer()) redirect(next);
  return (
    <Door
      brand="Parley"
      title="Sign in"
      lede="With your work account."
      foot="New here, or locked out? Ask an admin of your company for an invite."
    >
      <SignInForm signIn={signInAction} next={next} />
    </Door>
  );
}

/** Where to go on afterwards: a path of our own, never another site. */
function placeAfter(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(rooms|support|you|admin)(\/[\w-]+)*$/.test(next) ? next : "/rooms";
}
