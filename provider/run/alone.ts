/** One operation at a time on a number, once Graph lets it start. */
import { clean } from "../../graph/wire";
import type { Command } from "../say/command";
import { nameOf } from "../say/name";
import type { Admitted } from "./admission";
import { type LockHold, withNumberLock } from "./lock";
import type { Ports } from "./ports";

/**
 * Runs some work on a number once it is admitted, while no other process works on it.
 * @param command how the user runs it again if it could not begin, or not end
 */
export function alone<T>(
    { admission, graphUrl, limits, log, stopping }: Ports,
    number: Admitted,
    command: Command,
    work: (held: LockHold) => Promise<T>,
): Promise<T> {
    const onWait = () => log(clean(`${nameOf(number)}: waiting for another process that is working on it`));
    const waiting = { waitMs: limits.operationMs, onWait, stopping, command };
    return admission.admit(number, command, () => withNumberLock(number, graphUrl, waiting, work));
}
