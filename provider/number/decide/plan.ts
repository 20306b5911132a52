/**
 * The central idea: what is known about a number and what is declared for it result in one plan, an ordered list
 * of steps. diff, budget, gates, create, update and the report all read it (docs/how-it-works.md, "One plan, one decision").
 */
import type { RegionOrNone } from "../../../graph/observed";
import { nameToApply, nameToAsk } from "./displayName";
import type { Desired, Known } from "./known";

/** One Graph request that changes something. */
export type Step =
    | { readonly request: "setPin"; readonly pin: string }
    | { readonly request: "deregister" }
    | { readonly request: "setStorage"; readonly region: RegionOrNone }
    | {
          readonly request: "register";
          readonly pin: string;
          readonly region: RegionOrNone;
          /** The approved display name that it applies. */
          readonly appliesName?: string;
          /** The number is live and stays live: registered once more only for its name. */
          readonly again?: true;
      }
    | { readonly request: "setDisplayName"; readonly name: string }
    | { readonly request: "setIdentityKeyCheck"; readonly enable: boolean }
    /** An earlier outage may have taken these: what is lost of them is put back. */
    | { readonly request: "restoreSettings"; readonly settings: readonly string[] };

/** The steps that bring a number from what is known to what is declared. Pure. */
export function plan(known: Known, desired: Desired): Step[] {
    return [
        ...registration(known, desired),
        ...displayName(known, desired),
        ...identityKeyCheck(known, desired),
        ...settingsToRestore(known),
    ];
}

/** Any register is followed by that; alone it is a step where the number is back already. */
function settingsToRestore({ registered, toRestore = [] }: Known): Step[] {
    return registered && toRestore.length > 0 ? [{ request: "restoreSettings", settings: toRestore }] : [];
}

function registration(known: Known, desired: Desired): Step[] {
    if (known.isOnBizApp) return [];
    if (!known.registered) return comeLive(known, desired);
    if (regionDiffers(known, desired)) {
        // A changed PIN waits until the number is back: a run that finds it off after a kill has only the state, and
        // the PIN there must be the one that registers.
        const pin = known.pin ?? desired.pin;
        return [
            // Tests the PIN while it can still be corrected: off the API a PIN can't be reset (graph-api.md §3 row 7).
            { request: "setPin", pin },
            { request: "deregister" },
            { request: "setStorage", region: desired.region },
            { request: "register", pin, region: desired.region, ...appliedBy(known) },
            ...changedPin(pin, desired),
        ];
    }
    const name = nameToApply(known.name ?? {}, desired.displayName, desired.applyApprovedName ?? false);
    if (name !== undefined) return registerAgain(known, desired, name);
    return keepsPin(known, desired) ? [] : changedPin(known.pin, desired);
}

/** Whether a live number was adopted, or is, with the PIN that it has: no other one was declared since, or was sent. */
export function keepsPin({ registered, pin, unsentPin }: Known, desired: Desired): boolean {
    const wasSent = pin !== undefined || unsentPin !== desired.pin;
    return registered && desired.pinOnAdoption === "keep" && !wasSent;
}

function comeLive(known: Known, desired: Desired): Step[] {
    // Storage changes only while unregistered, and a number must never be live without its region.
    const storageIsRight =
        known.region === desired.region || (known.region === "unknown" && desired.region === "none");
    // The old PIN survives a deregistration and registers the number; a changed one is set afterwards.
    const pin = known.pin ?? desired.pin;
    return [
        ...(storageIsRight ? [] : [{ request: "setStorage", region: desired.region } as const]),
        { request: "register", pin, region: desired.region, ...appliedBy(known) },
        ...changedPin(pin, desired),
    ];
}

/** Sets the declared PIN once the number is registered with the one that it had. */
function changedPin(pin: string | undefined, desired: Desired): Step[] {
    return pin === desired.pin ? [] : [{ request: "setPin", pin: desired.pin }];
}

/** A live number is registered once more, as it is: that applies its approved name (graph-api.md §3 row 16). */
function registerAgain(known: Known, desired: Desired, appliesName: string): Step[] {
    const region = known.region === "unknown" ? "none" : known.region;
    return [
        // A wrong PIN would waste the request, and here it can be corrected at no cost.
        { request: "setPin", pin: desired.pin },
        { request: "register", pin: desired.pin, region, appliesName, again: true },
    ];
}

/** Any register applies an approved name, whatever its purpose. */
function appliedBy({ name }: Known): { readonly appliesName?: string } {
    return name?.approved === undefined ? {} : { appliesName: name.approved };
}

function displayName(known: Known, desired: Desired): Step[] {
    const name = known.isOnBizApp ? undefined : nameToAsk(known.name ?? {}, desired.displayName);
    return name === undefined ? [] : [{ request: "setDisplayName", name }];
}

/** Unknown is not different: a settings answer that failed or is silent never plans an outage. */
function regionDiffers(known: Known, desired: Desired): boolean {
    return known.region !== "unknown" && known.region !== desired.region;
}

function identityKeyCheck(known: Known, desired: Desired): Step[] {
    if (desired.identityKeyCheck === undefined || known.identityKeyCheck === desired.identityKeyCheck)
        return [];
    return [{ request: "setIdentityKeyCheck", enable: desired.identityKeyCheck }];
}

/** Whether a step sends a PIN. */
export function sendsPin({ request }: Step): boolean {
    return request === "setPin" || request === "register";
}

/** The steps that give a number up: none if it is off already, or if only its app can do it. */
export function planRemoval(known: Pick<Known, "registered" | "isOnBizApp">): Step[] {
    return known.registered && !known.isOnBizApp ? [{ request: "deregister" }] : [];
}

/** The requests of a plan that Graph counts. */
export function cost(steps: readonly Step[]): { readonly register: number; readonly deregister: number } {
    const count = (request: Step["request"]) => steps.filter((step) => step.request === request).length;
    return { register: count("register"), deregister: count("deregister") };
}

/** Whether a plan takes a live number offline: between its deregister and its register. */
export function goesOffline(steps: readonly Step[]): boolean {
    return steps.some((step) => step.request === "deregister");
}
