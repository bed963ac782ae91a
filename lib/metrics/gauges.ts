import { sql } from "drizzle-orm";
import { Gauge } from "prom-client";
import type { Database, Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import { streamCount } from "#lib/realtime/streams.ts";

/** Has the metrics tell how things stand at the moment when somebody asks. */
export function watchGauges({ db, pool }: Database): void {
  gauge("parley_streams", "Streams that are open now", streamCount);
  gauge("parley_database_connections_busy", "Connections to the database with a statement under way", () => {
    return pool.totalCount - pool.idleCount;
  });
  gauge(
    "parley_database_connections_idle",
    "Connections to the database that wait for a statement",
    () => pool.idleCount,
  );
  gauge("parley_database_statements_waiting", "Statements that wait for a connection", () => pool.waitingCount);
  gauge("parley_search_changes_waiting", "Changes, of all companies, that search does not know yet", () =>
    unindexed(db),
  );
}

function gauge(name: string, help: string, read: () => number | Promise<number>): void {
  const { registry } = metrics() ?? {};
  if (!registry) return;
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await Promise.resolve(read()).catch(() => Number.NaN)); // the database is away: the others tell of it
    },
  });
}

async function unindexed(db: Db): Promise<number> {
  const [found] = await rowsOf<{ waiting: number }>(
    db,
    sql`select coalesce(sum(l.head - p.pos), 0)::float8 as waiting from search_progress p
      join company_log l on l.company_id = p.company_id join company c on c.id = p.company_id where c.search_enabled`,
  );
  return found?.waiting ?? 0;
}
