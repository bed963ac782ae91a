import { BlockList, isIP } from "node:net";
import { env } from "#lib/env.ts";
import type { Client } from "#lib/http/call.ts";

const forwardingHeaders = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

type Header = (name: string) => string | undefined;

/**
 * Tells where a request comes from. Forwarding headers count only from the proxies that TRUST_PROXY names
 * (addresses or CIDR blocks, comma-separated); of X-Forwarded-For, the last address that is no trusted proxy is taken.
 */
export function clientOf(socketAddress: string | undefined, header: Header): Client {
  const socket = plainAddress(socketAddress ?? "");
  const isForwarded = forwardingHeaders.some((name) => header(name) !== undefined);
  const host = header("host") ?? "";
  const isLoopback = isLoopbackAddress(socket) && isLoopbackHost(host) && !isForwarded;
  const origin = env().PUBLIC_URL ?? (isLoopbackHost(host) ? `http://${host.toLowerCase()}` : null);
  const forwarded = isForwarded && isTrusted(socket) ? forwardedFor(header) : undefined;
  return { address: forwarded ?? socket, isLoopback, origin };
}

function forwardedFor(header: Header): string | undefined {
  const chain = (header("x-forwarded-for") ?? "").split(",").map((part) => plainAddress(part.trim()));
  return chain.reverse().find((address) => isIP(address) && !isTrusted(address));
}

let proxies: BlockList | undefined;

function isTrusted(address: string): boolean {
  proxies ??= blockListOf(env().TRUST_PROXY);
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 4 ? "ipv4" : "ipv6");
}

function blockListOf(blocks: string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = "", bits] = block.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, "");

const isLoopbackAddress = (address: string) => address === "::1" || /^127\./.test(address);

export const isLoopbackHost = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
