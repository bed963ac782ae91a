"use client";

import { Link2 } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useToast } from "#components/ui/toast.tsx";

/** Copies the address at which customers write. Where a page may not copy, it is shown. */
export function HelpAddress({ path }: { path: string }) {
  const toast = useToast();
  const copy = async () => {
    const address = location.origin + path;
    try {
      await navigator.clipboard.writeText(address);
      toast("Copied: the address at which customers write");
    } catch {
      toast(`Customers write at ${address}`);
    }
  };
  return (
    <IconButton label="Copy the address for customers" onClick={copy}>
      <Link2 />
    </IconButton>
  );
}
