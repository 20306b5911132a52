/** The calling settings, which come with a number's other settings. Pure. */
import type { ObservedSettings } from "../../graph/observed";
import type { Shown } from "../../provider/settings/reading";

/** @param why why the settings could not be read, if they could not */
export function callingOf({ calling }: ObservedSettings, why: string | undefined): Shown {
    if (why !== undefined) return { why };
    return calling === undefined ? { why: "Graph does not show them" } : { value: calling };
}
