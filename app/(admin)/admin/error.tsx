"use client";

export { default } from "#app/(chat)/error.tsx";
