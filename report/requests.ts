/** The requests of a plan as a report lists them. */
import type { Step } from "../provider/number/decide/plan";
import { describeStep } from "../provider/number/say/steps";
import type { RequestEntry } from "./report";

type Request = Exclude<Step["request"], "restoreSettings">;

/** The endpoint of each request, below the number's ID (graph/numbers.ts sends them). */
const PATHS: Record<Request, string> = {
    setPin: "",
    deregister: "/deregister",
    setStorage: "/settings",
    register: "/register",
    setDisplayName: "",
    setIdentityKeyCheck: "/settings",
};

/** A plan as Graph requests, in their order. No secret in them. */
export function requestEntries(phoneNumberId: string | undefined, steps: readonly Step[]): RequestEntry[] {
    return steps.flatMap((step) => {
        // How many requests that takes shows only when it is read what was lost.
        if (step.request === "restoreSettings") return [];
        const endpoint = `POST /${phoneNumberId ?? "{phone-number-id}"}${PATHS[step.request]}`;
        return [{ request: step.request, words: describeStep(step), endpoint }];
    });
}
