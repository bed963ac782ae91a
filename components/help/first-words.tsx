import { ConversationForm } from "#components/help/conversation-form.tsx";

type Props = { company: { name: string; slug: string }; known?: { name: string; email: string } };

/** Where a conversation begins. */
export function FirstWords({ company, known }: Props) {
  return (
    <main id="main">
      <h1 className="mb-1 text-xl">{known ? "New conversation" : `Write to ${company.name}`}</h1>
      <p className="mb-6 text-ink-muted">
        The answer appears on this page. Come back to it in this browser, and everything that was said is here.
      </p>
      <ConversationForm slug={company.slug} known={known} />
    </main>
  );
}
