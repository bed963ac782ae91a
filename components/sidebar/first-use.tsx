"use client";

import { SquarePen } from "lucide-react";
import type { Opened } from "#components/sidebar/room-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type Props = { mayOpen: boolean; isAdmin: boolean; onOpen: (opened: Opened) => void };

/** The list of rooms before there is one. */
export function FirstUse({ mayOpen, isAdmin, onOpen }: Props) {
  if (!mayOpen) {
    return (
      <EmptyState icon={<SquarePen />} title="No conversation yet">
        Your conversations with the company will be listed here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SquarePen />}
      title="Start the first conversation"
      actions={
        <>
          {isAdmin && (
            <ButtonLink href="/admin/invites" kind="primary">
              Invite people
            </ButtonLink>
          )}
          <Button kind={isAdmin ? "plain" : "primary"} onClick={() => onOpen("message")}>
            New message
          </Button>
          <Button onClick={() => onOpen("group")}>New group</Button>
        </>
      }
    >
      {isAdmin && "Invite those you work with. "}
      Write to a colleague, or open a group for something you work on together.
    </EmptyState>
  );
}
