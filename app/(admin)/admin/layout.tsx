import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { signOutAction } from "#app/(chat)/you/actions.ts";
import { AdminShell } from "#components/admin/admin-shell.tsx";
import { pageViewer } from "#lib/auth/page-viewer.ts";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { me } = await pageViewer();
  if (me.user.role !== "admin") notFound();
  return (
    <AdminShell me={me} signOut={signOutAction}>
      {children}
    </AdminShell>
  );
}
