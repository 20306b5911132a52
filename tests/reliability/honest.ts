/** What Graph would hold against a run. */
import { expect } from "chai";
import type { Emulator } from "../../emulator";

/** Rules of Graph's that no run may break, whatever went wrong in it. */
export function expectHonest(graph: Emulator, id: string): void {
    const writes = graph.writes().filter(({ phoneNumberId }) => phoneNumberId === id);
    const count = (kind: string, code: number) =>
        writes.filter((w) => w.kind === kind && w.code === code && w.fault === undefined).length;
    expect(count("register", 133016) + count("deregister", 133016), "requests over the quota").to.equal(0);
    expect(count("deregister", 100), "deregisters of a number that is off").to.equal(0);
}
