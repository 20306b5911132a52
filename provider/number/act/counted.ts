/** Sending a register or deregister, which Graph counts, once, and finding out its outcome. */
import { GraphError } from "../../../graph/errors";
import { type ObservedNumber, showsRegistered } from "../../../graph/observed";
import type { CountedRequest } from "../model/ledger";
import { describeShown } from "../say/progress";
import type { Operation } from "./operation";
import { pollNumber } from "./poll";

const BRIEFLY_MS = 1500;

/**
 * Sends a request once, and enters it in the ledger with its outcome. If its answer does not tell, the number
 * is read, and that decides.
 * @param shows whether the node shows that it was done
 */
export async function sendCounted(
    operation: Operation,
    request: CountedRequest,
    send: () => Promise<void>,
    shows: (node: ObservedNumber) => boolean = (node) => showsRegistered(node) === (request === "register"),
): Promise<void> {
    const { become, unsent } = operation.recorder.begin(request);
    try {
        await send();
    } catch (error) {
        if (!(error instanceof GraphError) || error.verdict === "notSent") {
            unsent();
            throw error;
        }
        if (error.verdict === "refused") {
            become(error.code ?? error.status ?? "?");
            throw error;
        }
        become("?");
        // Graph answered, so it is done with the request: a brief look is enough.
        const waitMs = error.code === undefined ? operation.ports.limits.waitForConnectedMs : BRIEFLY_MS;
        const seen = await pollNumber(operation, shows, waitMs);
        if (seen === undefined || !shows(seen)) {
            // It failed for sure if Graph said so and shows it; otherwise the outcome stays open.
            if (seen !== undefined && error.code !== undefined) become(error.code);
            throw error;
        }
        become("ok");
        operation.log(describeShown(request));
        return;
    }
    become("ok");
}
