import { createClient } from "@redis/client";
import { log } from "#lib/log.ts";
import { joinBus, type Transport } from "#lib/realtime/transport.ts";

const channel = "parley";
const retryMost = 2_000;

/**
 * Joins the bus over Redis' PUBLISH and SUBSCRIBE. Never throws: while Redis is away notices are lost, readers look every
 * two seconds all the same, and it is tried again. Who only listens does not notice that the other end is gone: every
 * `askEvery` milliseconds it is asked whether it is there, and given up where nothing came for two and a half times as long.
 */
export function openRedisBus(url: string, { askEvery = 10_000 } = {}): Transport {
  const publisher = connect(url, askEvery);
  const subscriber = connect(url, askEvery);
  const { receive, leave } = joinBus(async (notices) => {
    await Promise.all(notices.map((notice) => publisher.publish(channel, notice)));
  });
  let isListening = false; // then the client itself subscribes again
  subscriber.on("ready", () => {
    if (isListening) return;
    subscriber.subscribe(channel, receive).then(
      () => {
        isListening = true;
      },
      (error) => log.error("Redis lets nobody listen", error),
    );
  });
  const close = async () => {
    leave();
    publisher.destroy();
    subscriber.destroy();
  };
  return { close };
}

/** Connects, and again whenever the connection breaks; says so once each time. */
function connect(url: string, askEvery: number) {
  const client = createClient({
    url,
    commandsQueueMaxLength: 10_000,
    pingInterval: askEvery,
    socket: {
      socketTimeout: 2.5 * askEvery,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, retryMost), // the client's own gives up after a silence
    },
  });
  let isDown = false;
  client.on("ready", () => {
    isDown = false;
  });
  client.on("error", (error: Error) => {
    if (!isDown) log.error("Redis is away; it is tried again", error);
    isDown = true;
  });
  void client.connect().catch(() => {});
  return client;
}
