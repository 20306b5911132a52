/** Whether the servers of webhooks answer: each is asked once, however many numbers it has. */
import type { CheckedFacts } from "../configured/facts";
import { inParallel } from "../inParallel";
import { mayBeAsked, type Reach } from "../reach";
import type { Shell } from "../shell";

/**
 * Asks the servers of these numbers' webhooks.
 * @returns what it showed of a number's webhook; undefined: it has none, or its server was not to be asked
 */
export async function askWebhooks(
    { reaches }: Pick<Shell, "reaches">,
    numbers: readonly CheckedFacts[],
): Promise<(of: CheckedFacts) => Reach | undefined> {
    const origins = new Set(numbers.flatMap((facts) => originOf(facts) ?? []));
    const asked = await inParallel([...origins], async (origin) => [origin, await reaches(origin)] as const);
    const found = new Map(asked);
    return (facts) => found.get(originOf(facts) ?? "");
}

function originOf({ webhook }: CheckedFacts): string | undefined {
    const url = webhook.value?.url;
    return url !== undefined && mayBeAsked(url) ? new URL(url).origin : undefined;
}
