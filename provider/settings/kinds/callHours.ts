/** The hours in which calls are taken (graph-api-settings.md §7): what may be declared, and what is sent of it. Pure. */
import { json, list } from "../../../graph/wire";
import type { Rule } from "../../rules";
import { listRule, objectRule, oneOfRule, textRule } from "../../shapes";

/** A day's hours: `openTime` and `closeTime` as `"0930"`. */
export interface OperatingHours {
    /** `MONDAY` to `SUNDAY`. */
    readonly dayOfWeek: string;
    /** For example `0930`. */
    readonly openTime: string;
    /** Later than `openTime`. */
    readonly closeTime: string;
}

/** A day with other hours. */
export interface Holiday {
    /** `2026-12-25`. One that is past is neither sent nor compared. */
    readonly date: string;
    /** For example `0930`. */
    readonly startTime: string;
    /** For example `1200`. */
    readonly endTime: string;
}

/** When calls are taken. Graph replaces it as a whole. */
export interface CallHours {
    /** Whether these hours apply. */
    readonly status: "ENABLED" | "DISABLED";
    /** For example `Europe/Berlin`. */
    readonly timezoneId: string;
    /** At most two for each day, which do not overlap. */
    readonly weeklyOperatingHours: readonly OperatingHours[];
    /** At most 20. */
    readonly holidaySchedule?: readonly Holiday[];
}

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** Call hours without the holidays that are past where the number is: Graph refuses them. */
export function upcoming(hours: unknown, now: number): unknown {
    const { holidaySchedule, ...rest } = json(hours);
    if (hours === undefined || holidaySchedule === undefined) return hours;
    const today = dayIn(String(rest.timezoneId ?? "UTC"), now);
    const left = list(holidaySchedule).filter((holiday) => String(json(holiday).date) >= today);
    return { ...rest, holidaySchedule: left };
}

/** The day, as `2026-12-25`, in a time zone. */
function dayIn(timeZone: string, now: number): string {
    try {
        return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
    } catch {
        return new Date(now).toISOString().slice(0, 10);
    }
}

function timeRule(property: string): Rule {
    return (value) =>
        typeof value === "string" && /^([01]\d|2[0-3])[0-5]\d$/.test(value)
            ? undefined
            : `${property} is not a time: give four digits, for example "0930"`;
}

/** What is declared, as Graph takes it. */
export function callHoursRule(value: unknown): string | undefined {
    const shape = objectRule(
        "callHours",
        {
            status: oneOfRule("callHours.status", ["ENABLED", "DISABLED"]),
            timezoneId: timezoneRule,
            weeklyOperatingHours: listRule("callHours.weeklyOperatingHours", 14, (at) =>
                objectRule(
                    at,
                    {
                        dayOfWeek: oneOfRule(`${at}.dayOfWeek`, DAYS),
                        openTime: timeRule(`${at}.openTime`),
                        closeTime: timeRule(`${at}.closeTime`),
                    },
                    ["dayOfWeek", "openTime", "closeTime"],
                ),
            ),
            holidaySchedule: listRule("callHours.holidaySchedule", 20, (at) =>
                objectRule(
                    at,
                    {
                        date: (date) =>
                            typeof date === "string" &&
                            /^\d{4}-\d{2}-\d{2}$/.test(date) &&
                            !Number.isNaN(Date.parse(date))
                                ? undefined
                                : `${at}.date is not a date: give for example "2026-12-25"`,
                        startTime: timeRule(`${at}.startTime`),
                        endTime: timeRule(`${at}.endTime`),
                    },
                    ["date", "startTime", "endTime"],
                ),
            ),
        },
        ["status", "timezoneId", "weeklyOperatingHours"],
    )(value);
    return shape ?? overlapIn((value as CallHours).weeklyOperatingHours);
}

function timezoneRule(value: unknown): string | undefined {
    try {
        new Intl.DateTimeFormat("en", {
            timeZone: textRule("x", { most: 100 })(value) ? "?" : String(value),
        });
        return undefined;
    } catch {
        return 'callHours.timezoneId is not a time zone: give for example "Europe/Berlin"';
    }
}

function overlapIn(hours: readonly OperatingHours[]): string | undefined {
    const name = "callHours.weeklyOperatingHours";
    if (hours.length === 0) return `${name} is empty: give hours, or leave callHours out`;
    for (const day of DAYS) {
        const ours = hours
            .filter((each) => each.dayOfWeek === day)
            .sort((a, b) => (a.openTime < b.openTime ? -1 : 1));
        if (ours.length > 2) return `${name} has ${ours.length} entries for ${day}: Graph takes two`;
        for (const [at, { openTime, closeTime }] of ours.entries()) {
            if (openTime >= closeTime) return `${name}: on ${day} ${openTime} is not before ${closeTime}`;
            const next = ours[at + 1];
            if (next !== undefined && next.openTime < closeTime)
                return `${name}: the hours on ${day} overlap`;
        }
    }
    return undefined;
}
