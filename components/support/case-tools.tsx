"use client";

import { ChevronDown, CircleCheck, CircleDot, Clock, Moon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { request, sentenceFor } from "#components/live/request.ts";
import { statusWords } from "#components/support/case-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { CaseStatus, CaseView } from "#lib/support/events.ts";

type Answer = { case: CaseView };
type Props = { found: CaseView; onChange: (answer: Answer) => void; onMissed: () => void };

const choices: { status: CaseStatus; icon: ReactNode; says: string }[] = [
  { status: "open", icon: <CircleDot />, says: "Open: we have to do something" },
  { status: "pending", icon: <Clock />, says: "Pending: the customer has to answer" },
  { status: "snoozed", icon: <Moon />, says: "Snooze until the customer writes" },
  { status: "solved", icon: <CircleCheck />, says: "Solved" },
];

/** How far a conversation is, and the next step: take it, solve it, open it again. */
export function CaseTools({ found, onChange, onMissed }: Props) {
  const toast = useToast();
  const [isRunning, setRunning] = useState(false);
  const path = `/api/support/cases/${found.roomId}`;

  const run = async (doing: Promise<Answer>) => {
    setRunning(true);
    try {
      onChange(await doing);
    } catch (error) {
      toast(sentenceFor(error));
      onMissed();
    } finally {
      setRunning(false);
    }
  };
  const setStatus = (status: CaseStatus) => void run(request("PATCH", path, { status }));
  const next = nextStep(found);

  return (
    <>
      <Menu
        label="Status"
        trigger={
          <Button aria-label={`Status: ${statusWords[found.status]}. Change`}>
            <span className="desk:hidden">{choices.find(({ status }) => status === found.status)?.icon}</span>
            <span className="max-desk:hidden">{statusWords[found.status]}</span>
            <ChevronDown className="size-3.5" />
          </Button>
        }
      >
        {choices
          .filter(({ status }) => status !== found.status)
          .map(({ status, icon, says }) => (
            <MenuItem key={status} icon={icon} onSelect={() => setStatus(status)}>
              {says}
            </MenuItem>
          ))}
      </Menu>
      <Button
        kind={next === "open" ? "plain" : "primary"}
        pending={isRunning}
        onClick={() => (next === "claim" ? void run(request("POST", `${path}/claim`)) : setStatus(next))}
      >
        {{ claim: "Claim", solved: "Solve", open: "Open again" }[next]}
      </Button>
    </>
  );
}

function nextStep({ status, assignee }: CaseView): "claim" | "solved" | "open" {
  if (status === "solved") return "open";
  return assignee ? "solved" : "claim";
}
