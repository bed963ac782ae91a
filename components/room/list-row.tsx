import type { ComponentProps } from "react";

/** A row of the message list. The parts of the list stand between the two, which neither `ol` nor `li` allow. */
export function ListRow(props: ComponentProps<"div">) {
  // biome-ignore lint/a11y/useSemanticElements: an `li` is one only directly in its list
  return <div role="listitem" {...props} />;
}
