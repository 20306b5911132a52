/** The text that stands for a value that is not known until apply, in every Pulumi protocol (pulumi.md §2.6). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value holds something that is not known until apply. */
export function isUnknown(value: unknown): boolean {
    if (value === UNKNOWN) return true;
    if (typeof value !== "object" || value === null) return false;
    return Object.values(value).some(isUnknown);
}
