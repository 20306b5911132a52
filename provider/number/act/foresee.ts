/** Reading a new number for its preview. Never a failure: what it does not find, the preview does not say. */
import { GraphError, NotFoundError, WrongIdError } from "../../../graph/errors";
import { hiding } from "../../run/hiding";
import type { Ports } from "../../run/ports";
import type { PreviewReads } from "../../run/previewReads";
import type { Foreseen } from "../decide/preview";
import { observe } from "./observe";

/**
 * What Graph shows of a number that the program declares for the first time, or that it shows no such number.
 * Undefined: nothing is known. It takes no lock: another process's outage does not hold a preview up.
 */
export async function foresee(
    ports: Pick<Ports, "client">,
    reads: PreviewReads,
    id: string,
    pin: unknown,
): Promise<Foreseen | undefined> {
    const { client } = hiding(ports, [pin]);
    try {
        const seen = await reads.within((signal) => observe({ client, signal }, id, true));
        return seen && { seen };
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        // About this number, and a create fails on it. Anything else is about the token, or Graph itself.
        if (error instanceof NotFoundError || error instanceof WrongIdError) return { missing: error };
        reads.stop();
        return undefined;
    }
}
