/** One operation at a time on a number, once Graph lets it start. */
import { clean } from "../../graph/wire";
import { nameOf } from "../say/name";
import type { Admitted } from "./admission";
import { type LockHold, withNumberLock } from "./lock";
import type { Ports } from "./ports";

/** Runs some work on a number once it is admitted, while no other process works on it. */
export function alone<T>(
    ports: Pick<Ports, "admission" | "graphUrl" | "limits" | "log" | "stopping">,
    number: Admitted,
    work: (held: LockHold) => Promise<T>,
): Promise<T> {
    const waiting = () =>
        ports.log(clean(`${nameOf(number)}: waiting for another process that is working on it`));
    return ports.admission.admit(number, () =>
        withNumberLock(number, ports.graphUrl, ports.limits.operationMs, waiting, work, ports.stopping),
    );
}
