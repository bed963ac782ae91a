"use client";

import { postConversation } from "#components/help/post-conversation.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Form, FormProblem } from "#components/ui/form.tsx";
import { Input } from "#components/ui/input.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { textOf, useForm } from "#components/ui/use-form.ts";

type Props = {
  slug: string;
  /** Whoever wrote before is not asked again. */
  known?: { name: string; email: string };
};

/** Starts a conversation. Afterwards comes a whole new page: from then on this browser has a session. */
export function ConversationForm({ slug, known }: Props) {
  const form = useForm(
    (input) => postConversation(slug, input),
    (fields) => ({
      name: known?.name ?? fields.get("name"),
      email: known?.email ?? fields.get("email"),
      content: fields.get("content"),
      subject: textOf(fields, "subject"),
    }),
    ({ room }) => location.assign(`/help/${slug}/${room.id}`),
  );
  return (
    <Form form={form} className="grid max-w-(--measure) gap-4">
      {!known && (
        <div className="grid gap-4 desk:grid-cols-2">
          <Field label="Your name" error={form.issueOf("name")}>
            <Input name="name" autoComplete="name" maxLength={80} defaultValue={form.kept("name")} />
          </Field>
          <Field label="E-mail" error={form.issueOf("email")}>
            <Input name="email" type="email" autoComplete="email" defaultValue={form.kept("email")} />
          </Field>
        </div>
      )}
      <Field label="What is it about?" hint="In a few words, if you like." error={form.issueOf("subject")}>
        <Input name="subject" autoComplete="off" maxLength={120} defaultValue={form.kept("subject")} />
      </Field>
      <Field label="Message" error={form.issueOf("content")}>
        <TextArea name="content" rows={6} defaultValue={form.kept("content")} />
      </Field>
      <FormProblem form={form} />
      <Button type="submit" kind="primary" pending={form.isPending} className="h-10 justify-self-start max-desk:h-11">
        Send
      </Button>
    </Form>
  );
}
