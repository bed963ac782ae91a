import { serveAuth } from "#lib/auth/auth-route.ts";

export const GET = serveAuth;
export const POST = serveAuth;
