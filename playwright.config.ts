import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

process.env.PARLEY_CHROMIUM ??= findChromium() ?? ""; // looked for once, not once more in every worker

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  workers: 2,
  retries: 0, // a test that passes now and then is broken
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  timeout: 30_000,
  expect: { timeout: 5_000 },
  use: {
    actionTimeout: 5_000,
    navigationTimeout: 10_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.PARLEY_CHROMIUM || undefined,
      args: [
        "--no-sandbox", // which containers and root do not have; only our own pages are opened
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
