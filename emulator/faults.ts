/** The planned faults: which request meets which. */
import type { Fault, FaultAction, FaultMatch, RequestKind } from "./api";
import { FAULT, type PlannedFault } from "./schema/fault";
import { read } from "./schema/read";

/** What a fault is matched against. */
interface FaultTarget {
    readonly kind: RequestKind;
    readonly method: string;
    readonly path: string;
    readonly phoneNumberId?: string;
}

/** Whether a request matches. */
export function matches(match: FaultMatch, target: FaultTarget): boolean {
    const pathFits =
        match.path === undefined ||
        (match.path instanceof RegExp ? match.path.test(target.path) : match.path === target.path);
    return (
        pathFits &&
        (match.kind === undefined || match.kind === target.kind) &&
        (match.phoneNumberId === undefined || match.phoneNumberId === target.phoneNumberId) &&
        (match.method === undefined || match.method.toUpperCase() === target.method)
    );
}

/** Whether the request takes effect, whatever happens to its answer. */
export function appliesWork(action: FaultAction): boolean {
    if ("drop" in action) return action.drop === "after";
    if ("hang" in action) return action.hang === "after";
    if ("slow" in action || "delayMs" in action) return true;
    return action.applied ?? "truncate" in action;
}

/** Whether the client gets an answer at all. */
export function answers(action: FaultAction): boolean {
    return !("drop" in action) && !("hang" in action);
}

/** Whether a fault is something else than an answer of Graph's: only a connection can show it. */
export function needsConnection(action: FaultAction): boolean {
    return !("error" in action) && !("html" in action) && !("empty" in action);
}

/** The planned faults, oldest first. */
export class Faults {
    /** Called when the plan differs. */
    changed: () => void = () => {};
    private planned: {
        id: string;
        fault: PlannedFault;
        pass: number;
        left: number;
    }[] = [];
    private count = 0;

    /** Plans a fault, or refuses what can't be one. */
    add(given: Fault): string {
        const fault = read(FAULT, given, "the fault");
        this.count += 1;
        const id = `fault-${this.count}`;
        this.planned.push({ id, fault, pass: fault.after ?? 0, left: fault.times ?? 1 });
        this.changed();
        return id;
    }

    clear(): void {
        this.planned = [];
        this.changed();
    }

    list(): (PlannedFault & { id: string; left: number })[] {
        return this.planned.map(({ id, fault, left }) => ({ ...fault, id, left }));
    }

    /** What this request would meet. */
    next(target: FaultTarget): FaultAction | undefined {
        return this.planned.find(({ fault, pass }) => pass === 0 && matches(fault.match ?? {}, target))?.fault
            .do;
    }

    /** The fault that this request meets; one of its times is used up. */
    take(target: FaultTarget): { id: string; action: FaultAction } | undefined {
        for (const entry of this.planned) {
            if (!matches(entry.fault.match ?? {}, target)) continue;
            if (entry.pass > 0) {
                entry.pass -= 1;
                continue;
            }
            entry.left -= 1;
            if (entry.left <= 0) this.planned = this.planned.filter((other) => other !== entry);
            this.changed();
            return { id: entry.id, action: entry.fault.do };
        }
        return undefined;
    }
}
