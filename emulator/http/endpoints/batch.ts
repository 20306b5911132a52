/** The endpoint of batch requests (graph-api.md §2). */
import { asEntry, BATCH_PATHS, operationsOf } from "../batch";
import { notEmulated } from "../notEmulated";
import type { Endpoint, EndpointCall } from "./endpoint";

export const BATCH_ENDPOINTS: readonly Endpoint[] = BATCH_PATHS.map((path) => ({
    method: "POST",
    path,
    kind: ({ params }) => (params.has("batch") ? "batch" : "other"),
    scopes: [],
    run: runBatch,
}));

/** Graph does independent requests at the same time; one after the other is one of the possible orders. */
async function runBatch({ request, again }: EndpointCall): Promise<unknown[]> {
    if (!request.params.has("batch")) throw notEmulated(request, "this without the parameter batch");
    const withHeaders = request.params.text("include_headers") !== "false";
    const answers: unknown[] = [];
    for (const { request: each, omitted } of operationsOf(request)) {
        const answer = await again(each);
        // Graph answers null for what is left out, and for what it has no answer to.
        const isShown = answer !== undefined && !(omitted && answer.status === 200);
        answers.push(isShown ? asEntry(answer, withHeaders) : null);
    }
    return answers;
}
