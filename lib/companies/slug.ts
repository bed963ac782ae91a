/** A company's name as it stands in addresses: lower-case ASCII letters, digits and hyphens, at most 40. */
export function slugOf(name: string): string {
  const folded = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = folded.replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "");
  return slug.slice(0, 40).replace(/-+$/, "") || "company";
}
