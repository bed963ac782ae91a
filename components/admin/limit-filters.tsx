import Form from "next/form";
import { limitPeriods, limitWords } from "#components/admin/limit-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/input.tsx";

export type LimitFilter = { userId: string; event: string; hours: number };

type Props = { filter: LimitFilter; people: { id: string; name: string }[] };

/** The filters live in the address, so that what one sees can be sent to somebody. */
export function LimitFilters({ filter, people }: Props) {
  return (
    <Form action="" className="mb-4 flex flex-wrap items-center gap-2">
      <Select size="small" name="hours" aria-label="When" defaultValue={filter.hours}>
        {limitPeriods.map(({ hours, label }) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </Select>
      <Select size="small" name="event" aria-label="What" defaultValue={filter.event}>
        <option value="">Every kind</option>
        {Object.entries(limitWords).map(([event, label]) => (
          <option key={event} value={event}>
            {label}
          </option>
        ))}
      </Select>
      <Select size="small" name="userId" aria-label="Who" defaultValue={filter.userId} className="max-w-60">
        <option value="">Everybody</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </Select>
      <Button type="submit">Show</Button>
    </Form>
  );
}
