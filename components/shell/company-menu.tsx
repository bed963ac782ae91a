"use client";

import { ChevronDown, Settings2, UserPlus, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useStayIfCut } from "#components/shell/use-stay-if-cut.ts";
import { Mark } from "#components/ui/brand.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";

type Props = { company: { name: string }; isAdmin: boolean };

const look =
  "flex h-8 min-w-0 items-center gap-1.75 rounded-md px-1 text-row font-semibold max-desk:h-11 max-desk:text-[17px]";

/** The company's name, and the way to its people; for its admins also to what they look after. */
export function CompanyMenu({ company, isAdmin }: Props) {
  const router = useRouter();
  const stayIfCut = useStayIfCut();
  const open = (place: string, path: string) => stayIfCut(place, path) || router.push(path);
  const name = (
    <>
      <Mark name={company.name} />
      <span className="truncate">{company.name}</span>
    </>
  );
  return (
    <Menu
      label="Company"
      align="start"
      trigger={
        <button type="button" className={`${look} hover:bg-hover`}>
          {name}
          <ChevronDown className="size-3.5 text-ink-muted" />
        </button>
      }
    >
      <MenuItem icon={<Users />} onSelect={() => open("People", "/people")}>
        People
      </MenuItem>
      {isAdmin && (
        <>
          <MenuSeparator />
          <MenuItem icon={<UserPlus />} onSelect={() => open("Invites", "/admin/invites")}>
            Invite people
          </MenuItem>
          <MenuItem icon={<Settings2 />} onSelect={() => open("People", "/admin/people")}>
            Manage the company
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
