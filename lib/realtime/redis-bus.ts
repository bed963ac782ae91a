import { createClient } from "@redis/client";
import { log } from "#lib/log.ts";
import { joinBus, type Transport } from "#lib/realtime/transport.ts";

const channel = "parley";

/**
 * Joins the bus over Redis' PUBLISH and SUBSCRIBE. Never throws: while Redis is away notices are lost, readers look every
 * two seconds all the same, and it is tried again.
 */
export function openRedisBus(url: string): Transport {
  const publisher = connect(url);
  const subscriber = connect(url);
  const { receive, leave } = joinBus(async (notices) => {
    await Promise.all(notices.map((notice) => publisher.publish(channel, notice)));
  });
  subscriber.once("ready", () => {
    subscriber.subscribe(channel, receive).catch((error) => log.error("Redis lets nobody listen", error));
  });
  const close = async () => {
    leave();
    publisher.destroy();
    subscriber.destroy();
  };
  return { close };
}

/** Connects, and again whenever the connection breaks; says so once each time. */
function connect(url: string) {
  const client = createClient({ url, commandsQueueMaxLength: 10_000 });
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
