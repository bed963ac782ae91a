import { redirect } from "next/navigation";
import { FirstWords } from "#components/help/first-words.tsx";
import { listRooms } from "#lib/rooms/queries.ts";
import { readHelp } from "./read-help.ts";

export default async function HelpPage({ params }: { params: Promise<{ slug: string }> }) {
  const { company, customer } = await readHelp((await params).slug);
  if (!customer) return <FirstWords company={company} />;
  const { rooms } = await listRooms(customer.db, customer.viewer);
  const newest = rooms.find((room) => room.case);
  redirect(`/help/${company.slug}/${newest?.id ?? "new"}`);
}
