"use client";

import { LogOut, Settings, User } from "lucide-react";
import { useRouter } from "next/navigation";
import { roleWords } from "#components/shell/role-words.ts";
import { themeChoices } from "#components/shell/theme.ts";
import { useSignOut } from "#components/shell/use-sign-out.ts";
import { useStayIfCut } from "#components/shell/use-stay-if-cut.ts";
import { useTheme } from "#components/shell/use-theme.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import type { ActionResult } from "#lib/http/events.ts";
import type { Me } from "#lib/people/events.ts";

type Props = { me: Me; signOut: (input: unknown) => Promise<ActionResult<unknown>> };

/** Who I am, at the foot of the sidebar; on a phone the tab bar leads there instead. */
export function MeMenu({ me, signOut }: Props) {
  const router = useRouter();
  const stayIfCut = useStayIfCut();
  const [theme, setTheme] = useTheme();
  const leave = useSignOut(signOut);
  return (
    <div className="flex min-h-(--bar) flex-none items-center border-t px-2 max-desk:hidden">
      <Menu
        label="Me"
        align="start"
        side="top"
        trigger={
          <button
            type="button"
            className="flex min-w-0 flex-1 items-center gap-3 rounded-md px-1.5 py-1 text-left text-sm leading-4 hover:bg-hover"
          >
            <Avatar person={me.user} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{me.user.name}</span>
              <span className="block truncate text-xs text-ink-muted">{roleWords[me.user.role]}</span>
            </span>
            <Settings className="text-ink-muted" />
          </button>
        }
      >
        <MenuItem icon={<User />} onSelect={() => stayIfCut("Your page", "/you") || router.push("/you")}>
          You and your sessions
        </MenuItem>
        <MenuSeparator />
        <MenuChoice label="Colours" value={theme} options={themeChoices} onChange={setTheme} />
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onSelect={() => leave.run({})}>
          Sign out
        </MenuItem>
      </Menu>
    </div>
  );
}
