/** A resource behind Pulumi's own provider protocol: its calls, its secrets, its previews. No rule of its own. */
import { clean, messageOf } from "../../../graph/wire";
import { type CheckFailure, HalfWay, type Raw, type ReadResult, type Resource } from "../../resource";
import type { Hidden } from "../../run/hiding";
import type { Host } from "../../run/host";
import { UNKNOWN } from "../../unknown";
import { takenOverLine } from "../takenOver";
import { type InputChange, inputChanges } from "./diff";
import type { Properties } from "./values";

/** What the dynamic face keeps beside a resource's own properties. */
const DYNAMIC = "__provider";

/** Something was done before the failure: the engine keeps this state, and shows the message. */
export class PartialFailure extends Error {
    override readonly name = "PartialFailure";
    constructor(
        message: string,
        readonly id: string,
        readonly state: Properties,
        readonly inputs: Properties,
    ) {
        super(message);
    }
}

/** Speaks the protocol for one kind of resource, during one call. */
export class NativeAdapter {
    constructor(
        private readonly resource: Resource<object>,
        private readonly host: Pick<Host, "say">,
        private readonly hidden: Hidden,
    ) {}

    check(olds: Properties, news: Properties): { inputs: Properties; failures: CheckFailure[] } {
        const given = this.accepted(ownOf(news));
        const { inputs, failures } = this.resource.check(this.accepted(ownOf(olds)), given);
        const marked = this.marked(inputs, news);
        return { inputs: marked, failures: failures.map((each) => withoutValue(each, marked, this.hidden)) };
    }

    /** @param olds the inputs of the last run */
    diff(
        state: Properties,
        olds: Properties,
        news: Properties,
    ): { changes: boolean; inputs: ReadonlyMap<string, InputChange> } {
        const recorded = ownOf(state);
        const { changes, replaces } = this.resource.diff(recorded, ownOf(news));
        // After the first run of this face the inputs are its own.
        if (DYNAMIC in olds.plain) {
            this.host.say(takenOverLine(this.resource, recorded, { from: "dynamic", changes }));
        }
        if (!changes) return { changes, inputs: new Map() };
        const inputs = { olds: ownOf(olds), state: recorded, news: ownOf(news) };
        return { changes, inputs: inputChanges(inputs, replaces) };
    }

    /** Says what it will do here, since check can't tell a preview. */
    async previewCreate(news: Properties): Promise<{ id: string; state: Properties }> {
        const { plain } = news;
        await this.resource.announce(plain, true);
        const id = this.resource.idOf(plain);
        return {
            // The engine takes none as not known; UNKNOWN itself would be a known text to it.
            id: id === UNKNOWN ? "" : id,
            state: this.marked(this.resource.foresee(undefined, plain), news),
        };
    }

    async create(news: Properties): Promise<{ id: string; state: Properties }> {
        const id = this.resource.idOf(news.plain);
        return this.keepingState(id, news, async () => {
            const made = await this.resource.create(news.plain);
            return { id: made.id, state: this.marked({ ...made.state }, news) };
        });
    }

    previewUpdate(state: Properties, news: Properties): Properties {
        return this.marked(this.resource.foresee(ownOf(state), news.plain), news);
    }

    async update(id: string, state: Properties, news: Properties): Promise<Properties> {
        return this.keepingState(id, news, async () =>
            this.marked({ ...(await this.resource.update(ownOf(state), news.plain)) }, news),
        );
    }

    /**
     * What is there now; undefined: it is gone.
     * @param state what state has; nothing, or only what a program gave, where the resource is new to it
     * @param olds the inputs in state; none where the resource is new to it
     */
    async read(
        id: string,
        state: Properties,
        olds: Properties,
    ): Promise<{ id: string; state: Properties; inputs: Properties } | undefined> {
        const recorded = ownOf(state);
        const isRecorded = Object.keys(olds.plain).length > 0;
        const found: (ReadResult<object> & { readonly id?: string }) | undefined = isRecorded
            ? await this.resource.read(recorded)
            : await this.resource.readById(id);
        if (found === undefined) return undefined;
        return {
            id: found.id ?? id,
            state: this.marked({ ...found.state }, state),
            inputs: this.marked(found.inputs ?? ownOf(olds), olds, state),
        };
    }

    delete(state: Properties): Promise<void> {
        return this.resource.delete(ownOf(state));
    }

    private accepted(inputs: Raw): Raw {
        return this.resource.accept?.(inputs) ?? inputs;
    }

    /** Marked as secrets are the resource's own, what was one under the same name, and what repeats one under another. */
    private marked(plain: Raw, ...like: Properties[]): Properties {
        const secrets = new Set([...this.resource.secrets, ...like.flatMap((each) => [...each.secrets])]);
        return marking({ plain, secrets }, this.hidden);
    }

    private async keepingState<T>(id: string, news: Properties, work: () => Promise<T>): Promise<T> {
        try {
            return await work();
        } catch (error) {
            if (!(error instanceof HalfWay)) throw error;
            const state = this.marked({ ...error.state }, news);
            throw new PartialFailure(messageOf(error), id, state, this.marked(news.plain, news));
        }
    }
}

/** Only the resource's own properties. */
function ownOf({ plain: { [DYNAMIC]: _, ...own } }: Properties): Raw {
    return own;
}

/** The properties, with those marked too that show what is hidden. */
export function marking({ plain, secrets }: Properties, hidden: Hidden): Properties {
    const repeats = Object.keys(plain).filter((name) => hidden.isIn(plain[name]));
    return { plain, secrets: new Set([...secrets, ...repeats]) };
}

/** The engine prints the value of the property that a failure names: a secret's failure names none, its reason does. */
export function withoutValue(
    { property, reason }: CheckFailure,
    { plain, secrets }: Properties,
    hidden: Hidden,
): CheckFailure {
    const isSecret = secrets.has(property) && plain[property] != null;
    return { property: isSecret ? "" : clean(property), reason: hidden.from(clean(reason)) };
}
