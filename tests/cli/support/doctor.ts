import type { Check } from "../../../cli/doctor/check";

/** The moment of the tests. */
export const NOW = Date.parse("2026-11-22T10:00:00Z");

/** Seconds since 1970, some hours before {@link NOW}. */
export const ago = (hours: number) => Math.floor(NOW / 1000) - hours * 3600;

/** `verdict: found`, for tables to match. */
export const lines = (checks: readonly Check[]) =>
    checks.map(({ verdict, found }) => `${verdict}: ${found}`).join("\n");
