export type Storage = {
  read: (key: string) => string | null;
  write: (key: string, value: string | null) => void;
  keys: (prefix: string) => string[];
};

/** What this browser keeps over reloads. Without room or permission it keeps nothing, and nothing breaks. */
export const deviceStorage: Storage = {
  read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // A full or forbidden storage costs the copy on this device, not the text on the screen.
    }
  },
  keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};

const draftPrefix = "parley:draft:";
const outboxPrefix = "parley:outbox:";

export const draftKey = (userId: string, roomId: string) => `${draftPrefix}${userId}:${roomId}`;
export const outboxKey = (userId: string, clientId = "") => `${outboxPrefix}${userId}:${clientId}`;

/** On sign-out: nothing that anybody wrote stays behind on this device. */
export function forgetWritten(): void {
  for (const prefix of [draftPrefix, outboxPrefix]) {
    for (const key of deviceStorage.keys(prefix)) deviceStorage.write(key, null);
  }
}
