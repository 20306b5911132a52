/** The steps of a plan in words, as previews, reports and errors name them. No secret is in them. Pure. */
import type { Region, RegionOrNone } from "../../../graph/observed";
import type { Step } from "../decide/plan";

/** A step in words. */
export function describeStep(step: Step): string {
    switch (step.request) {
        case "setPin":
            return "set PIN";
        case "deregister":
            return "deregister (offline until registered again)";
        case "setStorage":
            return step.region === "none" ? "switch local storage off" : `set storage to ${step.region}`;
        case "register":
            return describeRegister(step);
        case "setDisplayName":
            return `ask for the display name "${step.name}"`;
        case "setIdentityKeyCheck":
            return `switch the identity key check ${step.enable ? "on" : "off"}`;
        case "restoreSettings":
            return `put back what the last outage took of ${step.settings.join(", ")}`;
    }
}

function describeRegister({ region, appliesName, again }: Extract<Step, { request: "register" }>): string {
    const name = appliesName === undefined ? "" : `the approved display name "${appliesName}"`;
    if (again) return `register once more to apply ${name}`;
    return `register${inRegion(region)}${name === "" ? "" : `, which applies ${name}`}`;
}

/** Steps in words, in order. */
export function describeSteps(steps: readonly Step[]): string {
    return steps.map(describeStep).join(", ");
}

/** ` in DE`, or nothing. */
export function inRegion(region: Region | RegionOrNone | undefined): string {
    return region === undefined || region === "none" ? "" : ` in ${region}`;
}
