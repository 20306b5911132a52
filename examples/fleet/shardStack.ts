/** One shard's stack, through the Automation API. Thin: decisions are made elsewhere. */
import { type EngineEvent, LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "./engine";
import type { Recorded } from "./moves";
import { isNumber } from "./numberType";
import type { Shard } from "./shards";

/** What is done to each shard. */
export type Verb = "preview" | "up" | "refresh" | "destroy";

/** The stacks of this project in the backend, by name. */
export class Stacks {
    private constructor(
        private readonly engine: Engine,
        private readonly existing: Set<string>,
    ) {}

    static async open(engine: Engine): Promise<Stacks> {
        const workspace = await LocalWorkspace.create({ workDir: __dirname, pulumiCommand: engine });
        const names = (await workspace.listStacks()).map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
        return new Stacks(engine, new Set(names));
    }

    get names(): string[] {
        return [...this.existing];
    }

    has(name: string): boolean {
        return this.existing.has(name);
    }

    /** Creates the stack if it does not exist. */
    async make(name: string): Promise<void> {
        if (this.has(name)) return;
        const secrets = process.env.PULUMI_SECRETS_PROVIDER;
        await this.pulumi("stack", "init", name, ...(secrets ? ["--secrets-provider", secrets] : []));
        this.existing.add(name);
    }

    /** The numbers in a stack's state. Secrets stay encrypted. */
    async recorded(name: string): Promise<Recorded[]> {
        if (!this.has(name)) return [];
        const { stdout } = await this.pulumi("stack", "export", "--stack", name);
        const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: StateResource[] } };
        return (deployment?.resources ?? [])
            .filter((resource) => isNumber(resource) && resource.outputs?.phoneNumberId !== undefined)
            .map(({ urn, outputs }) => ({
                urn,
                phoneNumberId: outputs?.phoneNumberId ?? "",
                registered: outputs?.registered === true,
            }));
    }

    /** Moves records from one stack's state to another's, with all that is known about them. */
    async move(from: string, to: string, urns: readonly string[]): Promise<void> {
        await this.make(to);
        await this.pulumi("state", "move", "--yes", "--source", from, "--dest", to, ...urns);
    }

    /** Removes records from a stack's state; the numbers stay as they are. */
    async forget(name: string, urns: readonly string[]): Promise<void> {
        for (const urn of urns)
            await this.pulumi("state", "delete", "--yes", "--force", "--stack", name, urn);
    }

    /** Runs a verb on a shard and emits events, even if it fails in the end. */
    async run(shard: Shard, verb: Verb, { exclude, ...options }: RunOptions): Promise<void> {
        await this.make(shard.name);
        // Only now, so that a shard that never begins stays protected.
        if (verb === "destroy")
            await this.pulumi("state", "unprotect", "--all", "--yes", "--stack", shard.name);
        const envVars = shardEnv(shard.wabaId);
        const workspace = await LocalWorkspace.create({
            workDir: __dirname,
            envVars,
            pulumiCommand: this.engine,
        });
        const stack = await Stack.select(shard.name, workspace);
        if (verb === "preview") await stack.preview({ ...options, exclude, color: "never" });
        else await stack[verb]({ ...options, color: "never" });
    }

    private pulumi(...args: string[]) {
        return this.engine.run([...args, "--non-interactive", "--color", "never"], __dirname, {});
    }
}

interface RunOptions {
    onEvent: (event: EngineEvent) => void;
    /** Ends the calls in flight, saves and stops. */
    signal: AbortSignal;
    /** The records that a preview ignores. */
    exclude: string[];
}

interface StateResource {
    urn: string;
    type: string;
    outputs?: { phoneNumberId?: string; registered?: boolean };
}

/** The environment of a shard: the token and the PIN of its WABA, where they have their own. */
function shardEnv(wabaId: string): Record<string, string> {
    const own = (name: string) => {
        const value = process.env[`${name}_${wabaId}`];
        return value === undefined ? {} : { [name]: value };
    };
    // Types are checked where the program is written, not by each shard: that would cost seconds of each.
    return { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...own("WHATSAPP_ACCESS_TOKEN"), ...own("WHATSAPP_PIN") };
}
