import pg from "pg";

/** The most statements that are kept prepared on a connection. */
const most = 300;
const names = new Map<string, string>();

/**
 * A connection that has a statement prepared by name when it comes again, so that it is parsed once and planned a few
 * times instead of at every call. Drizzle builds the same text for the same query.
 */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the many forms of pg's own query()
  override query(...[config, ...rest]: any[]): any {
    const isPlain = typeof config?.text === "string" && !config.name && typeof config.submit !== "function";
    const values = Array.isArray(rest[0]) ? rest[0] : config?.values;
    const name = isPlain && values?.length > 0 ? nameOf(config.text) : undefined;
    return super.query(name ? { ...config, name } : config, ...(rest as [never]));
  }
}

/** One name for one text in the whole process; none for what was never asked before, nor beyond the most. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (!name && names.size < most) names.set(text, `parley_${names.size}`);
  return name;
}
