/** Proving that you own a number: a code by SMS or call (graph-api.md §2.5, §2.6). */
import { type Call, post } from "./call";

/** How the code is sent. */
export const CODE_METHODS = ["SMS", "VOICE"] as const;
export type CodeMethod = (typeof CODE_METHODS)[number];

/** POST /{phone-number-id}/request_code. Not repeated: each further try restarts a wait (§4, 136024). */
export async function requestCode(
    call: Call,
    id: string,
    method: CodeMethod,
    language: string,
): Promise<void> {
    const body = { code_method: method, language };
    await post(call, "requesting a code", `${id}/request_code`, body, { repeatable: false });
}

/** POST /{phone-number-id}/verify_code. A code works once, so it is not repeated. */
export async function verifyCode(call: Call, id: string, code: string): Promise<void> {
    await post(
        call,
        "verifying the code",
        `${id}/verify_code`,
        { code },
        { repeatable: false, secrets: [code] },
    );
}
