import { redirect } from "next/navigation";
import { pageViewer } from "#lib/auth/page-viewer.ts";

export default async function Page() {
  await pageViewer();
  redirect("/rooms");
}
