/** How many requests are under way at once: Graph's limits count calls, and a WABA may have thousands of numbers. */
const AT_ONCE = 8;

/** Does the work for each item, several at once; the results are in the items' order. */
export async function inParallel<Item, Result>(
    items: readonly Item[],
    work: (item: Item) => Promise<Result>,
    done: (count: number) => void = () => {},
): Promise<Result[]> {
    const results: Result[] = new Array(items.length);
    let [next, finished] = [0, 0];
    const worker = async () => {
        for (let at = next++; at < items.length; at = next++) {
            results[at] = await work(items[at] as Item);
            done(++finished);
        }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
    return results;
}
