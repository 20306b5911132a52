/** A resource behind Pulumi's dynamic provider protocol (pulumi.md §2): its calls, its errors, its secrets. */
import { clean, messageOf } from "../../../graph/wire";
import { DRY_RUN, URN } from "../../passed";
import { type CheckFailure, HalfWay, type Raw, type Resource } from "../../resource";
import { Calls } from "../../run/ending";
import type { Host } from "../../run/host";
import { UNKNOWN } from "../../unknown";
import type { Lines } from "../lines";
import { takenOverLine } from "../takenOver";

type Bag = Record<string, unknown>;

/** Speaks the protocol for one resource. */
export class DynamicAdapter<State extends object> {
    /** The URNs of the resources that this process has checked, by their IDs. */
    private readonly urns = new Map<string, string>();
    /** Resources of the plugin that the program of this run declares here, by ID: state has their inputs still. */
    private readonly takenOver = new Set<string>();

    /**
     * @param calls where the calls under way are counted; absent: nobody asks
     * @param lines where the resource's lines go; absent: nobody awaits them
     */
    constructor(
        private readonly resource: Resource<State>,
        private readonly host: Pick<Host, "say">,
        private readonly calls: Calls = new Calls(),
        private readonly lines?: Lines,
    ) {}

    /** Called once per process, before anything else. Nobody awaits it: it only keeps the reader. */
    configure({ config }: { config: { get(key: string): string | undefined } }): void {
        this.resource.configure((key) => config.get(key));
    }

    async check(olds: Raw, news: Raw): Promise<{ inputs: Bag; failures: CheckFailure[] }> {
        const { [DRY_RUN]: isDryRun, [URN]: urn, ...declared } = ownOf(news);
        const id = this.resource.idOf(declared);
        if (typeof urn === "string" && urn !== UNKNOWN) this.urns.set(id, urn);
        return this.plainly(id, async () => {
            const recorded = ownOf(olds);
            const { inputs, failures } = this.resource.check(recorded, declared);
            // Creates have no diff: what one will do is said here.
            const isNew = Object.keys(recorded).length === 0;
            if (isNew && failures.length === 0) await this.resource.announce(inputs, isDryRun === true);
            const { __provider } = news;
            if (!isNew && isOfPlugin(olds, news)) this.takenOver.add(this.resource.idOf(inputs));
            const whole = __provider === undefined ? { ...inputs } : { ...inputs, __provider };
            return { inputs: whole, failures: failures.map((each) => this.withoutValue(each)) };
        });
    }

    async diff(
        _id: string,
        olds: Raw,
        news: Raw,
    ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }> {
        return this.plainly(this.resource.idOf(news), () => {
            const recorded = ownOf(olds);
            const { changes, replaces } = this.resource.diff(recorded, ownOf(news));
            // Pulumi's host reads and deletes by the text in the outputs: without a change it would not get there.
            const lacksText = isOfPlugin(olds, news);
            if (this.takenOver.has(this.resource.idOf(recorded)) || lacksText) {
                this.host.say(takenOverLine(this.resource, recorded, { from: "native", changes }));
            }
            return { changes: changes || lacksText, replaces: [...replaces], deleteBeforeReplace: false };
        });
    }

    async create(inputs: Raw): Promise<{ id: string; outs: Bag }> {
        const of = this.resource.idOf(inputs);
        const create = async () => {
            const { id, state } = await this.resource.create(ownOf(inputs));
            return { id, outs: bagOf(state) };
        };
        return this.plainly(of, create, { id: of, inputs });
    }

    async update(id: string, olds: Raw, news: Raw): Promise<{ outs: Bag }> {
        const update = async () => ({ outs: bagOf(await this.resource.update(ownOf(olds), ownOf(news))) });
        return this.plainly(this.resource.idOf(news), update, { id, inputs: news });
    }

    /** An empty answer: the resource is gone. */
    async read(id: string, props: Raw): Promise<{ id?: string; props?: Bag; inputs?: Bag }> {
        return this.plainly(id, async () => {
            const found = await this.resource.read(ownOf(props));
            if (found === undefined) return {};
            const inputs = found.inputs === undefined ? {} : { inputs: { ...found.inputs } };
            return { id, props: bagOf(found.state), ...inputs };
        });
    }

    async delete(id: string, props: Raw): Promise<void> {
        await this.plainly(id, () => this.resource.delete(ownOf(props)));
    }

    /** @param of the ID of the resource that it is for */
    private plainly<T>(of: string, work: () => T | Promise<T>, recovery?: Recovery): Promise<T> {
        const call = () => plainly(work, recovery);
        const said = () =>
            this.lines === undefined ? call() : this.lines.during(this.urns.get(of) ?? "", call);
        return this.calls.during(said);
    }

    /**
     * The engine prints the value of the property that a failure names, even a secret in clear. So a secret's failure
     * names no property; its reason does.
     */
    private withoutValue({ property, reason }: CheckFailure): CheckFailure {
        const isSecret = this.resource.secrets.includes(property);
        return { property: isSecret ? "" : clean(property), reason: clean(reason) };
    }
}

/** What a partial failure needs of its call. */
interface Recovery {
    readonly id: string;
    readonly inputs: Raw;
}

function bagOf(state: object): Bag {
    return { ...state };
}

/** Whether the plugin left these properties, of which this face declares others now. */
function isOfPlugin(olds: Raw, news: Raw): boolean {
    return !("__provider" in olds) && "__provider" in news;
}

/** Only the resource's own properties: the engine passes the provider text with them. */
function ownOf({ __provider: _, ...own }: Raw): Raw {
    return own;
}

/**
 * Hands the engine plain errors: own fields named `code` or `details` would be taken for a gRPC status, and a
 * partial failure needs id, properties (with the provider text) and a reason (pulumi.md §2.2).
 */
async function plainly<T>(work: () => T | Promise<T>, recovery?: Recovery): Promise<T> {
    try {
        return await work();
    } catch (error) {
        const plain = plainError(messageOf(error));
        if (!(error instanceof HalfWay) || recovery === undefined) throw plain;
        const { id, inputs } = recovery;
        const properties = { ...error.state, __provider: inputs.__provider };
        throw Object.assign(plain, { id, properties, reasons: [plain.message] });
    }
}

/**
 * The engine prints the stack of some methods' errors: ours would add nothing to the message. A message
 * may contain what Graph, state or a program wrote, so it is made one line without control characters.
 */
function plainError(message: string): Error {
    return Object.assign(new Error(clean(message)), { stack: "" });
}
