/** An array as PostgreSQL writes it, of values that need no quotes or bring theirs. */
export const arrayOf = (values: readonly (string | number)[]): string => `{${values.join(",")}}`;
