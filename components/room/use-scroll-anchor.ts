"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** What stays where it is when anything above or below it changes: the end of the list, or what one reads. */
type Held = { kind: "end" } | { kind: "element"; element: Element; top: number };

const endWithin = 16;

/** How far below the window the list goes on. */
export function belowWindow(box: HTMLElement): number {
  return box.scrollHeight - box.clientHeight - box.scrollTop;
}

/**
 * Keeps what is read under the eye. The browser's own anchoring is off (not every browser has one), so that this is the
 * only one who moves. Before the page is alive it does nothing: then the list is turned over, which shows its end.
 */
export function useScrollAnchor(hasAfter: boolean, isAlive: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const held = useRef<Held>({ kind: "end" });
  const [isAtEnd, setAtEnd] = useState(!hasAfter);
  /** Where we left the list: if it is elsewhere, somebody scrolled, and no event has told of it yet. */
  const leftAt = useRef<number | null>(null);
  const isOpenEnded = useRef(hasAfter);
  isOpenEnded.current = hasAfter;

  /** Notes what is under the eye now. */
  const remember = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    leftAt.current = isAlive ? box.scrollTop : null;
    const isEnd = belowWindow(box) <= endWithin && !isOpenEnded.current;
    setAtEnd(isEnd);
    const edge = box.getBoundingClientRect().top;
    const element = isEnd ? null : firstVisible(list.current, edge);
    held.current = element
      ? { kind: "element", element, top: element.getBoundingClientRect().top - edge }
      : { kind: "end" };
  }, [isAlive]);

  /** Puts it back to where it was, or where one has scrolled it since. */
  const restore = useCallback(() => {
    const box = scroller.current;
    const what = held.current;
    if (!box || !isAlive) return;
    const scrolled = leftAt.current === null ? 0 : box.scrollTop - leftAt.current;
    if (what.kind === "end") {
      if (isOpenEnded.current || scrolled <= -endWithin) return remember();
      box.scrollTop = box.scrollHeight;
      setAtEnd(true);
    } else if (what.element.isConnected) {
      what.top -= scrolled;
      const moved = what.element.getBoundingClientRect().top - box.getBoundingClientRect().top - what.top;
      if (Math.abs(moved) >= 0.5) box.scrollTop += moved;
    } else return remember();
    leftAt.current = box.scrollTop;
  }, [remember, isAlive]);

  useLayoutEffect(restore);

  useEffect(() => {
    const observer = new ResizeObserver(restore);
    if (scroller.current) observer.observe(scroller.current);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, [restore]);

  const scrollToEnd = useCallback(() => {
    held.current = { kind: "end" };
    setAtEnd(!isOpenEnded.current);
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    leftAt.current = box.scrollTop;
  }, []);

  /** Brings an element to a height of the window, from 0 at its top to 1 at its bottom. */
  const scrollTo = useCallback(
    (element: Element, height: number) => {
      const box = scroller.current;
      if (!box) return;
      const wanted = box.getBoundingClientRect().top + box.clientHeight * height;
      box.scrollTop += element.getBoundingClientRect().top - wanted;
      remember();
    },
    [remember],
  );

  return { scroller, list, isAtEnd, remember, scrollToEnd, scrollTo };
}

/**
 * The text of the first message that is not above the edge. Dividers are no hold: they move when older messages come
 * before them. Rows are looked at in their own part only: elsewhere they would have to be laid out for that.
 */
function firstVisible(list: Element | null, edge: number): Element | null {
  for (let part = firstBelow(list?.children ?? [], edge); part; part = part.nextElementSibling) {
    for (let row = firstBelow(part.children, edge); row; row = row.nextElementSibling) {
      const text = row.querySelector("[data-anchor]");
      if (text) return text;
    }
  }
  return null;
}

/** Elements lie in order, so halving finds it. */
function firstBelow(elements: ArrayLike<Element>, edge: number): Element | null {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  return elements[low] ?? null;
}
