"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** A day, as the reader's own system asks for one. */
export function DayPicker({ word, onPick }: { word: string; onPick: (day: string) => void }) {
  const [day, setDay] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day) onPick(day);
      }}
      className="grid gap-3"
    >
      <Field label={word === "after" ? "Sent on this day or after it" : "Sent before this day"}>
        <Input type="date" autoFocus value={day} max="9999-12-31" onChange={(event) => setDay(event.target.value)} />
      </Field>
      <Button type="submit" kind="primary" disabled={day === ""}>
        Search
      </Button>
    </form>
  );
}
