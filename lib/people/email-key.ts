/**
 * The mailbox behind an address that `inputs.ts` has parsed: without `+tag`. One person has one account and one
 * login limit, however they spell their address.
 */
export function emailKey(email: string): string {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const mailbox = local.replace(/(?<=.)\+.*$/, "");
  return `${mailbox}@${domain}`;
}
