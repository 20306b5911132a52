/** The region of local storage, and how register treats it (graph-api.md §3 rows 18 and 19). */
import { GraphRefusal, invalidParameter } from "../errors";
import type { NumberState } from "../state";
import type { Switches } from "../switches";

/** The refusal that names the region that the number's data must be in. */
function expectedRegion(region: string): GraphRefusal {
    return invalidParameter(`Expected data localization region: '${region}'`);
}

/** From v21 on storage is set through /settings (graph-api.md §3 row 18). */
function isModern(version: number): boolean {
    return version >= 21;
}

/** The number's region after a register request, or why that is refused. */
export function regionAfterRegister(
    number: NumberState,
    asked: string | undefined,
    version: number,
    switches: Switches,
): { region: string | undefined } | { refusal: GraphRefusal } {
    const modern = isModern(version);
    if (modern && asked !== undefined) {
        const refusal = refusedParameter(switches);
        if (refusal !== undefined) return { refusal };
    }
    const heard = modern && switches.regionInRegister === "ignored" ? undefined : asked;
    if (number.registered) return whileRegistered(number.region, heard, switches);
    if (modern && heard !== undefined && number.region !== undefined && heard !== number.region) {
        if (switches.regionConflict === "refused") return { refusal: expectedRegion(number.region) };
    }
    const region = modern ? (heard ?? number.region) : heard;
    if (number.boundRegion !== undefined && number.boundRegion !== region) {
        return { refusal: expectedRegion(number.boundRegion) };
    }
    return { region };
}

/** How register refuses any region, if its switch says so; v25 was seen to answer code 12 (graph-api.md §2.3). */
function refusedParameter({ regionInRegister }: Switches): GraphRefusal | undefined {
    if (regionInRegister === "deprecated") return new GraphRefusal(12);
    return regionInRegister === "rejected"
        ? invalidParameter(
              "Param data_localization_region is deprecated and not supported in v21.0 and later",
          )
        : undefined;
}

function whileRegistered(
    current: string | undefined,
    asked: string | undefined,
    switches: Switches,
): { region: string | undefined } | { refusal: GraphRefusal } {
    if (asked === undefined || asked === current || switches.regionOnReregister === "ignored") {
        return { region: current };
    }
    if (switches.regionOnReregister === "accepted") return { region: asked };
    return {
        refusal:
            current === undefined
                ? invalidParameter("Local storage can't be changed while the phone number is registered")
                : expectedRegion(current),
    };
}

/** Turns local storage on in this region, or off. */
export function storeIn(number: NumberState, region: string | undefined): void {
    delete number.region;
    if (region !== undefined) {
        number.region = region;
        delete number.retentionMinutes;
    }
}
