"use client";

import { Smile } from "lucide-react";
import { useState } from "react";
import { EmojiPicker } from "#components/room/emoji-picker.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";

export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label="Emoji"
      align="start"
      side="top"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton label="Emoji">
          <Smile />
        </IconButton>
      }
    >
      <EmojiPicker
        onPick={(emoji) => {
          setOpen(false);
          onPick(emoji);
        }}
      />
    </Popover>
  );
}
