const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(`Parley needs Node 24 or later; this is ${process.version}. "npm start" brings its own.`);
  process.exit(1);
}
const { start } = await import("#lib/server/start.ts");
await start({ dev: process.argv.includes("--dev"), dir: import.meta.dirname });

export {};
