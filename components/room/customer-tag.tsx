"use client";

import { use } from "react";
import { MembersContext } from "#components/room/thread-context.ts";
import { Tag } from "#components/ui/tag.tsx";

/** Beside a name: that somebody is no colleague. */
export function CustomerTag({ userId }: { userId: string | undefined }) {
  const member = use(MembersContext).find((each) => each.userId === userId);
  return member?.companyRole === "customer" ? <Tag>Customer</Tag> : null;
}
