export const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Waits until something holds; gives how long it took, and fails with a sentence when it takes too long. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  milliseconds = 5_000,
): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > milliseconds) throw new Error(`After ${milliseconds} ms still not: ${what}`);
    await wait(5);
  }
  return performance.now() - began;
}
