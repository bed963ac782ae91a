import { redirect } from "next/navigation";
import { FirstWords } from "#components/help/first-words.tsx";
import { readHelp } from "../read-help.ts";

export default async function NewConversationPage({ params }: { params: Promise<{ slug: string }> }) {
  const { company, customer } = await readHelp((await params).slug);
  if (!customer) redirect(`/help/${company.slug}`);
  const { name, email } = customer.me.user;
  return <FirstWords company={company} known={{ name, email }} />;
}
