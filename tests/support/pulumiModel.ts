/**
 * As much of Pulumi's engine as a provider can notice, in this process (pulumi.md §2.2, §2.12): a run has a
 * provider process of its own, calls come in the engine's order, and a partial failure is kept as the engine
 * keeps it. What it models is checked by the engine tests on the real one.
 */
import { Listings } from "../../graph/listings";
import { memoryOf } from "../../provider/run/memory";
import type { Ports } from "../../provider/run/ports";
import { memoryRunRegistry } from "../../provider/run/runRegistry";
import { type Kept, type ModelFace, type ModelProvider, startProcess } from "./modelFaces";
import type { Bag } from "./nativeCalls";
import { asShown } from "./world";

/**
 * A program: the arguments of each resource it declares, by name. A name such as `Username:main` is that of a setting
 * of this kind; any other is a number's. What comes later may depend on what comes before.
 */
export type Program = Readonly<Record<string, Bag>>;

interface Resource extends Kept {
    readonly name: string;
    initErrors: boolean;
}

/** One provider process: what serves each resource, by its name. */
type Process = (name: string) => ModelProvider;

/** A stack of numbers and their settings, as state keeps it. */
export class ModelStack {
    readonly resources = new Map<string, Resource>();
    /** Old halves of replacements, whose deletion is still to come. */
    readonly pending: Resource[] = [];
    /** Everything printed or thrown, to search for secrets. */
    readonly texts: string[] = [];
    /** WHATSAPP_IGNORE_LOCKS=1 for the runs to come. */
    ignoreLocks = false;
    /** The process of the run under way is killed: what its step comes to is not kept any more. */
    killed = false;

    constructor(
        private readonly ports: Ports,
        private readonly face: ModelFace = "dynamic",
    ) {}

    /** `pulumi up`; the errors of its steps. The first one ends the run, as with the engine. */
    up(program: Program, replace: readonly string[] = []): Promise<Error[]> {
        return this.run(async (process) => {
            for (const [name, args] of Object.entries(program)) {
                const provider = process(name);
                const old = this.resources.get(name);
                const inputs = await this.checked(provider, old?.inputs ?? {}, args);
                if (old === undefined) await this.create(provider, name, inputs);
                else if (replace.includes(name) || (await this.replaces(provider, old, inputs))) {
                    const fresh = await this.checked(provider, {}, args);
                    await this.create(provider, name, fresh);
                    this.pending.push(old);
                } else await this.update(provider, old, inputs);
            }
            for (const [name, old] of [...this.resources].reverse()) {
                if (name in program) continue;
                await process(name).delete(old);
                this.resources.delete(name);
            }
            for (const old of [...this.pending]) {
                await process(old.name).delete(old);
                this.pending.splice(this.pending.indexOf(old), 1);
            }
        });
    }

    /** `pulumi preview`: whether anything would change. Sends nothing. */
    async changes(program: Program): Promise<boolean> {
        if (this.pending.length > 0 || Object.keys(program).length !== this.resources.size) return true;
        const process = this.process();
        for (const [name, args] of Object.entries(program)) {
            const provider = process(name);
            const old = this.resources.get(name);
            if (old === undefined || old.initErrors) return true;
            const { inputs } = await provider.check(old.inputs, args);
            if ((await provider.diff(old, inputs)).changes) return true;
        }
        return false;
    }

    /** `pulumi refresh`. */
    refresh(): Promise<Error[]> {
        return this.run(async (process) => {
            for (const [name, old] of [...this.resources]) {
                const seen = await process(name).read(old);
                if (seen === undefined) this.resources.delete(name);
                else Object.assign(old, seen, { initErrors: false });
            }
        });
    }

    /** `pulumi destroy`: calls no check. */
    destroy(): Promise<Error[]> {
        return this.run(async (process) => {
            for (const [name, old] of [...this.resources].reverse()) {
                await process(name).delete(old);
                this.resources.delete(name);
            }
        });
    }

    private process(): Process {
        const registry = memoryRunRegistry();
        const of = startProcess(this.face, {
            env: {},
            ports: async (_settings, memory) => ({
                ...this.ports,
                ...memory,
                listings: new Listings(this.ports.client, this.ports.now),
                ignoreLocks: this.ignoreLocks,
                log: (line, severity) => this.texts.push(asShown(line, severity)),
            }),
            // The journal is the machine's; the rest ends with each process.
            memory: () => memoryOf(this.ports.journal, "v25.0"),
            registry: () => registry,
            isDestroy: () => false,
            now: this.ports.now,
            say: (line, severity) => this.texts.push(asShown(line, severity)),
        });
        return (name) => of(name.includes(":") ? (name.split(":")[0] ?? "") : "PhoneNumber");
    }

    private async run(work: (process: Process) => Promise<void>): Promise<Error[]> {
        try {
            await work(this.process());
            return [];
        } catch (error) {
            this.texts.push(String(error), JSON.stringify(error instanceof Error ? error.message : error));
            return [error as Error];
        }
    }

    private async checked(provider: ModelProvider, olds: Bag, args: Bag): Promise<Bag> {
        const { inputs, failures } = await provider.check(olds, args);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join());
        return inputs;
    }

    private async create(provider: ModelProvider, name: string, inputs: Bag): Promise<void> {
        try {
            const { id, outputs } = await provider.create(inputs);
            if (this.killed) throw new Error("killed");
            this.resources.set(name, { name, id, inputs, outputs, initErrors: false });
        } catch (error) {
            const partial = error as { id?: string; properties?: Bag };
            if (partial.id !== undefined && !this.killed) {
                const old = this.resources.get(name);
                if (old !== undefined) this.pending.push(old);
                this.resources.set(name, {
                    name,
                    id: partial.id,
                    inputs,
                    outputs: partial.properties ?? {},
                    initErrors: true,
                });
            }
            throw error;
        }
    }

    private async replaces(provider: ModelProvider, old: Resource, inputs: Bag): Promise<boolean> {
        return (await provider.diff(old, inputs)).replaces.length > 0;
    }

    private async update(provider: ModelProvider, old: Resource, inputs: Bag): Promise<void> {
        const { changes } = await provider.diff(old, inputs);
        if (!changes && !old.initErrors) {
            old.inputs = inputs;
            return;
        }
        try {
            const outputs = await provider.update(old, inputs);
            if (this.killed) throw new Error("killed");
            Object.assign(old, { inputs, outputs, initErrors: false });
        } catch (error) {
            const partial = error as { id?: string; properties?: Bag };
            // The engine keeps the new outputs, and the inputs from before.
            if (partial.id !== undefined && !this.killed)
                Object.assign(old, { outputs: partial.properties ?? {}, initErrors: true });
            throw error;
        }
    }
}
