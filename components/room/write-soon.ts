let wantedIn: string | null = null;

/** Whoever comes to this room next comes to write: they chose whom to write to, or opened or joined it. */
export function writeSoon(roomId: string): void {
  wantedIn = roomId;
}

/** Whether somebody comes to this room to write; answered once. */
export function comesToWrite(roomId: string): boolean {
  const comes = wantedIn === roomId;
  wantedIn = null;
  return comes;
}
