import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { main, run } from "./run.mjs";

// `npm start`, `npm run dev` and `npm run build`: whatever is missing, then the server.
await main(async () => {
  const args = process.argv.slice(2);
  await install();
  if (!args.includes("--dev")) await build();
  if (!args.includes("--build-only")) return run("node", ["server.ts", ...args]);
});
