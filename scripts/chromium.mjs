import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { Failure, PATH, run } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** How Chromium is started here. */
export const chromiumFlags = [
  "--no-sandbox", // which containers and root do not have; only our own pages are opened
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The first Chromium of this machine that starts: the one asked for, one on the PATH, Playwright's own. */
export function findChromium() {
  const asked = process.env.PARLEY_CHROMIUM;
  if (asked) {
    if (starts(asked)) return asked;
    throw new Failure(`PARLEY_CHROMIUM is ${asked}, which does not start. Name a Chromium there, or unset it.`);
  }
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, chromium.executablePath()].find(starts);
}

// On some systems `chromium-browser` is there and only says how to install one.
function starts(path) {
  return existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 10_000 }).status === 0;
}

/** A Chromium for the browser tests, installed if this machine has none. */
export async function ensureChromium() {
  const found = findChromium() ?? (await installPlaywrights()) ?? (await installDebians());
  if (!found) {
    throw new Failure(
      "The browser tests need Chromium, and none could be installed. Install one (on Debian: `sudo apt install chromium`) or name one in PARLEY_CHROMIUM.",
    );
  }
  console.log(`Chromium: ${found}`);
  return found;
}

async function installPlaywrights() {
  console.log("No Chromium here: asking Playwright for one …");
  if ((await run("playwright", ["install", "chromium"], { silent: true })) !== 0) return;
  if (mayBeRoot()) await runAsRoot("playwright", "install-deps", "chromium");
  return findChromium();
}

async function installDebians() {
  if (!existsSync("/usr/bin/apt-get") || !mayBeRoot()) return;
  console.log("No Chromium from Playwright: installing Debian's …");
  await runAsRoot("apt-get", "update");
  await runAsRoot("apt-get", "install", "-y", "--no-install-recommends", "chromium");
  return findChromium();
}

const isRoot = process.getuid?.() === 0;

function mayBeRoot() {
  return isRoot || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}

function runAsRoot(command, ...args) {
  const words = [...(isRoot ? [] : ["sudo", "-n"]), "env", `PATH=${PATH}`, "DEBIAN_FRONTEND=noninteractive", command];
  return run(words[0], [...words.slice(1), ...args], { quiet: true });
}
