/**
 * The numbers that one run of the engine declares, for all of its processes: each explicit provider has its own process
 * (pulumi.md §3b), and the program's process knows what `--target` leaves out. They share the engine's address. An
 * append-only file; nothing in it is secret, and losing it only loses what other processes declare.
 */
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DeclaredNumbers } from "./declared";
import { type Engine, engineAbove, lives, ownStart } from "./engine";
import { hashOf, writeAtomically } from "./files";
import { stateFolder } from "./privateFolder";

/** Who declares a number: a provider whose `check` saw it, or the program's own constructor. */
type Declarer = "provider" | "program";

/**
 * What a run declares: numbers by their ID, and settings by {@link settingKey}. Neither method throws: without the
 * file each process knows its own.
 */
export interface RunRegistry {
    declare(phoneNumberId: string, displayPhoneNumber: string | undefined, by: Declarer): void;
    /** Who declares this number, or the same phone number under another ID; undefined: nobody. */
    stillDeclared(
        phoneNumberId: string,
        displayPhoneNumber?: string,
    ): { readonly id: string; readonly by: Declarer } | undefined;
}

/** The key of a setting: a WABA's or a number's ID, and which one. */
export function settingKey(id: string, name: string): string {
    return `${id}/${name}`;
}

interface Line {
    /** A process that takes part: its ID, its start, and its engine where that is known. */
    readonly owner?: { readonly pid: number; readonly started: string; readonly engine?: string };
    readonly declares?: { readonly id: string; readonly display?: string; readonly by: Declarer };
}

/** Files of older runs are deleted, in milliseconds. */
const FORGET_MS = 24 * 3600_000;

/** A registry in memory, which ends with its process. */
export function memoryRunRegistry(): RunRegistry {
    const lines: Line[] = [];
    return {
        declare: (id, display, by) => void lines.push({ declares: declaration(id, display, by) }),
        stillDeclared: (id, display) => find(lines, id, display),
    };
}

/**
 * The registry of the run of an engine.
 * @param engineAddress where the engine listens; undefined: nothing is shared
 */
export function fileRunRegistry(
    engineAddress: string | undefined,
    env: Readonly<Record<string, string | undefined>>,
    engine: () => Engine | undefined = engineAbove,
): RunRegistry {
    if (engineAddress === undefined || engineAddress === "") return memoryRunRegistry();
    return new FileRunRegistry(engineAddress, env, engine);
}

class FileRunRegistry implements RunRegistry {
    private readonly written = new Set<string>();
    private engine: { readonly identity: string | undefined } | undefined;
    private joined = false;
    /** Found once: every number asks for it, and each look at its folder is several calls of the system. */
    private found: string | undefined;

    constructor(
        private readonly address: string,
        private readonly env: Readonly<Record<string, string | undefined>>,
        private readonly findEngine: () => Engine | undefined,
    ) {}

    declare(id: string, display: string | undefined, by: Declarer): void {
        const line = `${JSON.stringify({ declares: declaration(id, display, by) })}\n`;
        if (this.written.has(line)) return;
        try {
            const file = this.file();
            if (!this.joined) this.join(file);
            appendFileSync(file, line, { mode: 0o600 });
            this.written.add(line);
        } catch {
            // Other processes then know less; this one has it in memory.
        }
    }

    stillDeclared(id: string, display?: string): { readonly id: string; readonly by: Declarer } | undefined {
        try {
            const lines = linesOf(this.file());
            return this.isOfThisRun(lines) ? find(lines, id, display) : undefined;
        } catch {
            return undefined;
        }
    }

    /** Joins the run's file, or starts a new one: later runs reuse engines' ports. */
    private join(file: string): void {
        const engine = this.identity();
        const owner = { pid: process.pid, started: ownStart(), ...(engine === undefined ? {} : { engine }) };
        const line = `${JSON.stringify({ owner })}\n`;
        if (this.isOfThisRun(linesOf(file))) appendFileSync(file, line, { mode: 0o600 });
        else {
            forgetOld(file);
            writeAtomically(file, line);
        }
        this.joined = true;
    }

    private isOfThisRun(lines: readonly Line[]): boolean {
        if (this.joined) return true;
        const owners = lines.flatMap(({ owner }) => owner ?? []);
        const engine = this.identity();
        const known = owners.find((owner) => owner.engine !== undefined)?.engine;
        if (engine !== undefined && known !== undefined) return engine === known;
        return owners.some(({ pid, started }) => lives(pid, started));
    }

    private identity(): string | undefined {
        this.engine ??= { identity: this.findEngine()?.identity };
        return this.engine.identity;
    }

    private file(): string {
        this.found ??= join(stateFolder(this.env, "runs"), `${hashOf(this.address)}.jsonl`);
        return this.found;
    }
}

function declaration(id: string, display: string | undefined, by: Declarer): NonNullable<Line["declares"]> {
    return display === undefined ? { id, by } : { id, display, by };
}

/** A provider's entry outranks the program's: the provider has checked the resource in this run. */
function find(
    lines: readonly Line[],
    id: string,
    display: string | undefined,
): { readonly id: string; readonly by: Declarer } | undefined {
    for (const by of ["provider", "program"] as const) {
        const declared = new DeclaredNumbers();
        for (const { declares } of lines) {
            if (declares?.by === by) declared.declare(declares.id, declares.display);
        }
        const found = declared.find(id, display);
        if (found !== undefined) return { id: found, by };
    }
    return undefined;
}

function linesOf(file: string): Line[] {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch {
        return [];
    }
    return text.split("\n").flatMap((line) => {
        const parsed = parse(line);
        return parsed === undefined ? [] : [parsed];
    });
}

function parse(text: string): Line | undefined {
    try {
        const { owner, declares } = JSON.parse(text) as Line;
        const isOwner = typeof owner?.pid === "number" && typeof owner.started === "string";
        const isDeclaration =
            /^\d+(\/\w+)?$/.test(String(declares?.id)) && /^(provider|program)$/.test(String(declares?.by));
        return isOwner || isDeclaration
            ? { ...(isOwner && { owner }), ...(isDeclaration && { declares }) }
            : undefined;
    } catch {
        return undefined;
    }
}

function forgetOld(file: string): void {
    const folder = join(file, "..");
    for (const name of readdirSync(folder)) {
        const other = join(folder, name);
        if (statSync(other).mtimeMs < Date.now() - FORGET_MS) rmSync(other, { force: true });
    }
}
