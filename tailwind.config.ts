import type { Config } from "tailwindcss";

export default { content: ["./app/**/*.tsx", "./components/**/*.{ts,tsx}"] } satisfies Config;
