import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, root, run } from "./run.mjs";

const stamp = join(root, "node_modules", ".parley-lock");
const node = join(root, "node_modules", ".bin", "node");

/** Installs exactly what package-lock.json says, unless node_modules holds just that. */
export async function install() {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new Failure(
      `Parley needs Node 20 or newer to install itself, and this is ${process.version}. Please update Node.`,
    );
  }
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock && existsSync(node)) return;

  rmSync(stamp, { force: true });
  console.log("Installing the dependencies (half a minute) …");
  if ((await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"])) !== 0) {
    throw new Failure(
      "The dependencies could not be installed; npm says why above. Is the network there? Then try again.",
    );
  }
  if (!existsSync(node)) {
    throw new Failure(
      "npm did not set up Node 24: it needs the install scripts, so run `npm config delete ignore-scripts` and try again.",
    );
  }
  writeFileSync(stamp, lock);
}
