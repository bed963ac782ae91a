/** What was counted against a limit in one minute, and how much of it was refused. No `userId`: somebody signed out. */
export type RateLimitEntry = {
  id: string;
  userId: string | null;
  roomId: string | null;
  eventType: string;
  timestamp: string;
  count: number;
  refused: number;
};
