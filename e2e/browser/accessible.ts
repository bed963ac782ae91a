import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const aboutColour = ["color-contrast", "link-in-text-block"];

/** axe finds nothing in the sizes that this screen is shown in; in the dark it looks at what the dark changes. */
export async function expectAccessible(page: Page, sizes = [desk, phone]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (colorScheme === "light"
        ? axe.withTags(tags)
        : axe.withRules(aboutColour)
      ).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${size.width} ${colorScheme} ${id}: ${node.html} ${node.failureSummary}`),
      );
      expect(found).toEqual([]);
    }
  }
  await page.setViewportSize(desk);
}
