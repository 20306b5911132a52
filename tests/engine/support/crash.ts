/** Kills processes of a run while each number hangs at another request of its operation. */
import { setTimeout as sleep } from "node:timers/promises";
import type { NumberState, RequestKind } from "../../../emulator";
import { commandsOf, family, killAll } from "../../../scripts/process";
import { faceOf } from "./face";
import { PIN } from "./numbers";
import type { Declared, Stack } from "./stack";

/** An operation that is killed, and what an undisturbed run of it sends. */
export interface CrashOperation {
    readonly name: string;
    /** What is declared before; absent: the number is new. */
    readonly from?: Declared;
    /** What is declared in the run; absent: the number is to go. */
    readonly to?: Declared;
    readonly sends: readonly RequestKind[];
}

const NEW_PIN = "826195";
const CHECKED = { pin: PIN, enableIdentityKeyCheck: true };
const OUTAGE = ["setPin", "deregister", "setStorage", "register"] as const;

/** Operations of one run: the engine deletes when everything else is done, so that delete needs one of its own. */
export const CHANGES: readonly CrashOperation[] = [
    {
        name: "create",
        to: { ...CHECKED, dataLocalizationRegion: "DE" },
        sends: ["setStorage", "register", "setIdentityKeyCheck"],
    },
    {
        name: "region change",
        from: { ...CHECKED, dataLocalizationRegion: "DE" },
        to: { ...CHECKED, dataLocalizationRegion: "CH" },
        sends: [...OUTAGE, "setIdentityKeyCheck"],
    },
    {
        name: "pin and region",
        from: { pin: PIN, dataLocalizationRegion: "DE" },
        to: { pin: NEW_PIN, dataLocalizationRegion: "CH" },
        sends: [...OUTAGE, "setPin"],
    },
];
export const DELETE: CrashOperation = {
    name: "delete",
    from: { pin: PIN, dataLocalizationRegion: "DE" },
    sends: ["deregister"],
};

/** One number, and the request at which it hangs when the kill comes; none: it gets through. */
export interface CrashCase {
    readonly operation: CrashOperation;
    readonly id: string;
    readonly name: string;
    readonly hangs?: { readonly kind: RequestKind; readonly nth: number; readonly when: "before" | "after" };
}

/** Every request boundary of these operations, each with a number of its own, and one number that gets through. */
export function casesOf(operations: readonly CrashOperation[]): CrashCase[] {
    return operations.flatMap((operation, row) => {
        const boundaries = operation.sends.flatMap((kind, at) => {
            const nth = operation.sends.slice(0, at).filter((earlier) => earlier === kind).length;
            return (["before", "after"] as const).map((when) => ({ kind, nth, when }));
        });
        return [undefined, ...boundaries].map((hangs, column) => {
            const at =
                hangs === undefined ? "undisturbed" : `${hangs.when} ${hangs.kind} #${hangs.nth + 1} is done`;
            const id = String(106540352000000 + operations.length * 1000 + row * 100 + column);
            const name = `${operation.name}, ${at}`;
            return { operation, id, name, ...(hangs === undefined ? {} : { hangs }) };
        });
    });
}

/** A number with what is declared of it, before its operation and in it. */
interface Declarable {
    readonly id: string;
    readonly operation: { readonly from?: Declared; readonly to?: Declared };
}

/** What a program declares of these cases, before their operation or after it. */
export function programOf(cases: readonly Declarable[], when: "from" | "to"): Record<string, Declared> {
    return Object.fromEntries(
        cases.flatMap(({ operation, id }) => {
            const declared = operation[when];
            return declared === undefined ? [] : [[`number-${id}`, { phoneNumberId: id, ...declared }]];
        }),
    );
}

/** What a number is once it is declared so. */
export function endOf(declared: Declared | undefined): Partial<NumberState> {
    if (declared === undefined) return { registered: false };
    const { pin, dataLocalizationRegion: region, enableIdentityKeyCheck: identityKeyCheck } = declared;
    const check = identityKeyCheck === undefined ? {} : { identityKeyCheck };
    return { registered: true, pin, region, ...check } as Partial<NumberState>;
}

/** The processes that are killed; what they leave behind lives on. */
export type Victims = "the provider" | "the engine" | "both";

/** Starts an up, kills when every number hangs where its case says, and answers with what was started. */
export async function upKilled(
    stack: Stack,
    cases: readonly CrashCase[],
    victims: Victims,
): Promise<{ processes: number[]; text: string }> {
    for (const { id, hangs } of cases) {
        if (hangs === undefined) continue;
        const match = { kind: hangs.kind, phoneNumberId: id };
        stack.graph.fail({ match, after: hangs.nth, do: { hang: hangs.when } });
    }
    const { child, finished } = stack.start("up", "--yes", "--skip-preview", "--parallel", "64");
    await until(() => cases.every((each) => isWhereItShould(stack, each)), finished);
    const processes = family(child);
    killAll(chosen(processes, stack, victims));
    return { processes, text: (await finished).text };
}

/** Hanging at its boundary; or through, where it has none. */
function isWhereItShould({ graph }: Stack, { id, hangs, operation }: CrashCase): boolean {
    const writes = graph.writes().filter((write) => write.phoneNumberId === id);
    if (hangs !== undefined) return writes.some((write) => write.fault !== undefined);
    return writes.length === operation.sends.length;
}

function chosen(processes: readonly number[], { main }: Stack, victims: Victims): readonly number[] {
    if (victims === "both") return processes;
    const commands = [...commandsOf(processes)];
    const those = (part: string) =>
        commands.flatMap(([pid, command]) => (command.includes(part) ? [pid] : []));
    // The host of YAML programs outlives its engine for minutes, and holds the output open.
    if (victims === "the engine") return [...processes.slice(0, 1), ...those("pulumi-language-yaml")];
    const providers = those(faceOf(main).provider);
    if (providers.length === 0) throw new Error(`no provider among these processes:\n${commands.join("\n")}`);
    return providers;
}

/** Waits until a condition holds; a command that ends before is one that failed. */
async function until(condition: () => boolean, finished: Promise<{ text: string }>): Promise<void> {
    let ended: string | undefined;
    void finished.then(({ text }) => {
        ended = text;
    });
    const deadline = Date.now() + 110_000;
    while (!condition()) {
        if (ended !== undefined) throw new Error(`it ended before it could be killed:\n${ended}`);
        if (Date.now() > deadline) throw new Error("it did not come to that in two minutes");
        await sleep(20);
    }
}

/** What is wrong with the numbers after the next command, in words; nothing, if all is well. */
export function broken(
    { graph }: Stack,
    cases: readonly CrashCase[],
    ends: (operation: CrashOperation) => Declared | undefined,
): string[] {
    return cases.flatMap((each) => {
        const { id, name, operation, hangs } = each;
        const number = graph.number(id);
        const writes = graph.writes().filter((write) => write.phoneNumberId === id);
        const count = (kind: RequestKind) => writes.filter((write) => write.kind === kind).length;
        const wrong: string[] = [];
        for (const [property, value] of Object.entries(endOf(ends(operation)))) {
            const is = number[property as keyof NumberState];
            if (is !== value) wrong.push(`${property} is ${is}, not ${value}`);
        }
        const off = writes.filter((write) => write.kind === "deregister" && write.code !== undefined);
        if (off.length > 0) wrong.push("a deregister was sent for a number that was off");
        // Undoing an outage is another one; a request that hung before it was done was for nothing.
        const runs = ends(operation) === operation.to ? 1 : 2;
        for (const kind of ["register", "deregister"] as const) {
            const spends = operation.sends.filter((sent) => sent === kind).length;
            const forNothing = hangs?.kind === kind && hangs.when === "before" ? 1 : 0;
            const most = (spends > 0 ? Math.max(runs, spends) : runs - 1) + forNothing;
            if (count(kind) > most) wrong.push(`${count(kind)} ${kind} requests, at most ${most} are needed`);
        }
        const sent = writes.map(
            ({ kind, fault, code }) => kind + (fault ? "*" : "") + (code ? `=${code}` : ""),
        );
        return wrong.length === 0 ? [] : [`${name}: ${wrong.join(", ")} (sent: ${sent.join(" ")})`];
    });
}
