import { type NextRequest, NextResponse } from "next/server";

/** Pages only: the API sets its own headers, and a body that passes through here is cut at 10 MB. */
export const config = { matcher: "/((?!api/|_next/static/).*)" };

/** Gives every page its security headers. It never decides who may see what. */
export function proxy(request: NextRequest) {
  const nonce = crypto.getRandomValues(Buffer.alloc(16)).toString("base64");
  const isHttps = request.nextUrl.protocol === "https:";
  const policy = contentPolicy(nonce, isHttps);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // where Next finds the nonce for its own scripts
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of always) response.headers.set(name, value);
  if (request.nextUrl.pathname === "/icon.svg") response.headers.set("cache-control", "public, max-age=604800");
  if (isHttps) response.headers.set("strict-transport-security", "max-age=63072000");
  return response;
}

const always = [
  ["cache-control", "private, no-store"],
  ["referrer-policy", "no-referrer"], // the address of an invite holds its token
  ["x-content-type-options", "nosniff"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
] as const;

/** Scripts run by nonce alone. Styles may stand inline: menus and dialogs place themselves with them. */
function contentPolicy(nonce: string, isHttps: boolean): string {
  // biome-ignore lint/style/noProcessEnv: Next puts the value in when it builds
  const isDevelopment = process.env.NODE_ENV === "development"; // React's error overlay uses eval
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
