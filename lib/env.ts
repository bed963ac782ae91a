import { isIP } from "node:net";
import { z } from "zod";

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, `is not a number`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `is not from ${least} to ${most}`);

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `is not a ${protocols.join(" or ")} address`,
    );

/** An address, or a block of them in CIDR notation. */
function isAddressBlock(block: string): boolean {
  const [address = "", bits, ...rest] = block.split("/");
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return (
    most !== undefined && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

const loopbackHosts = ["127.0.0.1", "localhost", "::1", "[::1]"];

const schema = z
  .object({
    PORT: number(0, 65535).default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    PUBLIC_URL: url("http:", "https:")
      .transform((value) => new URL(value).origin)
      .optional(),
    TRUST_PROXY: z
      .string()
      .default("")
      .transform((value) =>
        value
          .split(",")
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((blocks) => blocks.every(isAddressBlock), "is not a list of addresses or CIDR blocks"),
    DATA_DIR: z.string().min(1).default(".data"),
    DATABASE_URL: url("postgres:", "postgresql:").optional(),
    REDIS_URL: url("redis:", "rediss:").optional(),
    AUTH_SECRET: z.string().min(32, "has fewer than 32 characters").optional(),
    MASTER_KEYS: z.string().optional(),
    SMTP_URL: url("smtp:", "smtps:").optional(),
    METRICS_TOKEN: z.string().min(16, "has fewer than 16 characters").optional(),
    LOG_LEVEL: z.enum(["silent", "error", "info"], "is none of silent, error and info").default("info"),
    LOG_DAYS: number(1, 36_500).default(30),
    FILE_SIZE_MAX: number(1, 100_000).default(500),
    RATE_LIMIT_FACTOR: number(0.001, 1_000_000).default(1),
  })
  .superRefine((env, context) => {
    if (!loopbackHosts.includes(env.HOST) && !env.PUBLIC_URL) {
      context.addIssue({
        code: "custom",
        path: ["PUBLIC_URL"],
        message: `is missing: with HOST=${env.HOST} people come from other machines, and Parley must know its own address`,
      });
    }
    for (const secret of ["AUTH_SECRET", "MASTER_KEYS"] as const) {
      if (env.DATABASE_URL && !env[secret]) {
        context.addIssue({
          code: "custom",
          path: [secret],
          message: "is missing: with DATABASE_URL set, secrets are given, never made",
        });
      }
    }
  });

export type Env = z.infer<typeof schema>;

/**
 * Parses the settings; an empty value counts as not given.
 * Throws an Error whose message names every malformed setting, one a line.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
  throw new Error(
    `Parley cannot start with these settings:\n  ${lines.join("\n  ")}\nSee .env.example for what each one means.`,
  );
}

let parsed: Env | undefined;

/** The settings of this process, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Tells React and Next which of their builds to run, where nobody has said; and Next to report to nobody. */
export function declareMode(mode: "development" | "production"): void {
  const { NODE_ENV = mode } = process.env;
  Object.assign(process.env, { NODE_ENV, NEXT_TELEMETRY_DISABLED: "1" });
}
