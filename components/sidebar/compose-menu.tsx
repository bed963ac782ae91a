"use client";

import { Hash, MessageSquare, SquarePen, Telescope, Users } from "lucide-react";
import type { Opened } from "#components/sidebar/room-actions.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";

type Props = { isAdmin: boolean; onOpen: (opened: Opened) => void };

export function ComposeMenu({ isAdmin, onOpen }: Props) {
  return (
    <Menu
      label="New message or room"
      trigger={
        <IconButton label="New message or room">
          <SquarePen className="max-desk:size-5" />
        </IconButton>
      }
    >
      <MenuItem icon={<MessageSquare />} onSelect={() => onOpen("message")}>
        New message
      </MenuItem>
      <MenuItem icon={<Users />} onSelect={() => onOpen("group")}>
        New group
      </MenuItem>
      {isAdmin && (
        <MenuItem icon={<Hash />} onSelect={() => onOpen("company")}>
          New company room
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Telescope />} onSelect={() => onOpen("browse")}>
        Browse company rooms
      </MenuItem>
    </Menu>
  );
}
