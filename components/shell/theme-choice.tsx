"use client";

import { type Theme, themeChoices } from "#components/shell/theme.ts";
import { useTheme } from "#components/shell/use-theme.ts";

export function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="flex flex-wrap gap-x-6">
      <legend className="sr-only">Colours</legend>
      {themeChoices.map(({ value, label }) => (
        <label key={value} className="flex min-h-8 items-center gap-2 max-desk:min-h-11">
          <input
            type="radio"
            name="theme"
            className="size-4 accent-accent"
            checked={theme === value}
            onChange={() => setTheme(value satisfies Theme)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
