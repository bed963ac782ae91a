"use client";

import { Ellipsis, UserCheck, UserX } from "lucide-react";
import { roleWords } from "#components/shell/role-words.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import type { PersonRecord } from "#lib/people/events.ts";
import { type CompanyRole, companyRoles } from "#lib/rooms/events.ts";

type Props = {
  person: PersonRecord;
  onChange: (change: { role?: CompanyRole; isActive?: boolean }) => void;
  onDeactivate: () => void;
};

/** A colleague never becomes a customer, nor the other way round: what one may see in rooms rests on that. */
const roleChoices = companyRoles
  .filter((role) => role !== "customer")
  .map((role) => ({ value: role, label: roleWords[role] }));

export function PersonMenu({ person, onChange, onDeactivate }: Props) {
  const label = `Actions for ${person.name}`;
  return (
    <Menu
      label={label}
      trigger={
        <IconButton label={label}>
          <Ellipsis />
        </IconButton>
      }
    >
      {person.isActive && person.role !== "customer" && (
        <>
          <MenuChoice
            label="Role"
            value={person.role}
            options={roleChoices}
            onChange={(role) => role !== person.role && onChange({ role })}
          />
          <MenuSeparator />
        </>
      )}
      {person.isActive ? (
        <MenuItem icon={<UserX />} danger onSelect={onDeactivate}>
          Deactivate
        </MenuItem>
      ) : (
        <MenuItem icon={<UserCheck />} onSelect={() => onChange({ isActive: true })}>
          Activate again
        </MenuItem>
      )}
    </Menu>
  );
}
