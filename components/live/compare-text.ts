/** By code points, as the server sorts; JavaScript's own order is by code units. */
export function compareText(one: string, other: string): number {
  const others = Array.from(other);
  for (const [index, character] of Array.from(one).entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (others[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
