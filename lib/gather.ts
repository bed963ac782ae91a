/** The most inputs of one batch. */
const most = 64;

type Waiting<Input, Output> = { input: Input; resolve(output: Output): void; reject(error: unknown): void };

/**
 * Makes single calls of what takes many at once: those that come while a batch is under way share the next one, so that
 * a lone call waits for nobody and a crowd costs little more than one. `run` gives an output for each input, in order;
 * when it throws, every call of the batch does.
 */
export function gather<Input, Output>(run: (inputs: Input[]) => Promise<Output[]>): (input: Input) => Promise<Output> {
  const waiting: Waiting<Input, Output>[] = [];
  let isRunning = false;

  const drain = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        const outputs = await run(batch.map(({ input }) => input));
        batch.forEach(({ resolve }, index) => {
          resolve(outputs[index] as Output);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  };

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!isRunning) void drain();
    });
}

/** What is gathered for each database on its own. */
export function gatherFor<Key extends object, Input, Output>(
  run: (key: Key, inputs: Input[]) => Promise<Output[]>,
): (key: Key, input: Input) => Promise<Output> {
  const gathered = new WeakMap<Key, (input: Input) => Promise<Output>>();
  return (key, input) => {
    const known = gathered.get(key) ?? gather((inputs: Input[]) => run(key, inputs));
    gathered.set(key, known);
    return known(input);
  };
}
