import type { Step } from "../provider/number/decide/plan";
import { describeStep } from "../provider/number/say/steps";
import type { RequestEntry } from "./report";

/** The endpoint of each request, below the number's ID (graph/numbers.ts sends them). */
const PATHS: Record<Step["request"], string> = {
    setPin: "",
    deregister: "/deregister",
    setStorage: "/settings",
    register: "/register",
    setDisplayName: "",
    setIdentityKeyCheck: "/settings",
};

/** A plan as Graph requests, in their order. No secret in them. */
export function requestEntries(phoneNumberId: string | undefined, steps: readonly Step[]): RequestEntry[] {
    return steps.map((step) => ({
        request: step.request,
        words: describeStep(step),
        endpoint: `POST /${phoneNumberId ?? "{phone-number-id}"}${PATHS[step.request]}`,
    }));
}
