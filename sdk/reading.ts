/** The functions in a program's process: its configuration, and failures without a stack trace. */
import { RunError, runtime } from "@pulumi/pulumi";
import * as functions from "../provider/functions/read";
import { resolveSettings, type Settings } from "../provider/run/settings";
import type { GetPhoneNumberArgs, GetPhoneNumberResult, GetPhoneNumbersArgs } from "./functionTypes";
import { refusePlainToken, withoutFrames } from "./program";

/** See getPhoneNumber. */
export function readPhoneNumber(args: GetPhoneNumberArgs): Promise<GetPhoneNumberResult> {
    return plainly(() => functions.readPhoneNumber({ ...args }, { settings }));
}

/** See getPhoneNumbers. */
export function readPhoneNumbers(args: GetPhoneNumbersArgs): Promise<GetPhoneNumberResult[]> {
    return plainly(() => functions.readPhoneNumbers({ ...args }, { settings }));
}

function settings(): Settings {
    return resolveSettings(process.env, (key) => runtime.getConfig(key));
}

async function plainly<T>(ask: () => Promise<T>): Promise<T> {
    refusePlainToken();
    try {
        return await ask();
    } catch (error) {
        const { message, cause } = error as Error;
        throw Object.assign(withoutFrames(new RunError(message)), { cause });
    }
}
