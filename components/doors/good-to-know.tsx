import { Database, Lock, UserPlus } from "lucide-react";

const points = [
  {
    Icon: Lock,
    title: "Messages are sealed",
    text: "Each room has its own key. Keep a copy of the master keys: without them nobody can ever read the messages again.",
  },
  {
    Icon: Database,
    title: "The database is built in",
    text: "It is safe against a crash of the program, not against a power cut. For that, point it at Postgres.",
  },
  { Icon: UserPlus, title: "Then invite people", text: "By a link that you send them, from the page People." },
];

export function GoodToKnow() {
  return (
    <aside aria-label="Good to know" className="pt-14 text-sm text-ink-muted max-desk:border-t max-desk:pt-0">
      <ul className="divide-y">
        {points.map(({ Icon, title, text }) => (
          <li key={title} className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 py-3">
            <Icon className="mt-0.5" />
            <div>
              <h2 className="mb-0.5 text-sm text-ink">{title}</h2>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </aside>
  );
}
