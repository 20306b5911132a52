/**
 * What a resource is, without an engine: plain inputs and plain state in, plain state out. An adapter
 * (provider/adapters/) speaks an engine's protocol and calls this; a resource knows no protocol.
 */

/** Inputs or state as an engine passes them: they may contain anything. */
export type Raw = Readonly<Record<string, unknown>>;

/** A refusal of one input. */
export interface CheckFailure {
    /** The input; empty if its value must not be shown, since engines print the value of the named input. */
    readonly property: string;
    readonly reason: string;
}

/** The checked inputs, and what is wrong with them. */
export interface CheckResult {
    readonly inputs: Raw;
    readonly failures: readonly CheckFailure[];
}

/** The result of comparing inputs. The resource has already printed everything about it. */
export interface DiffResult {
    readonly changes: boolean;
    /** The inputs whose change requires a replacement. */
    readonly replaces: readonly string[];
}

/** What a read found. */
export interface ReadResult<State> {
    readonly state: State;
    /** The inputs that would result in this state; absent: the engine keeps those that it has. */
    readonly inputs?: Raw;
}

/** What was found of a resource of which only an ID was known. */
export interface ReadById<State> extends ReadResult<State> {
    /** Its ID in state. */
    readonly id: string;
    /** The inputs that Graph shows; what it never shows, such as a PIN, is not among them. */
    readonly inputs: Raw;
}

/**
 * A kind of resource. Every method throws errors whose messages are for people, one line each, without secrets;
 * {@link HalfWay} if something was done before the failure.
 */
export interface Resource<State extends object> {
    /** Its Pulumi type, by which state names it. */
    readonly type: string;
    /** What messages call one, before its ID. */
    readonly noun: string;
    /** The inputs and the properties of state that are secrets. */
    readonly secrets: readonly string[];
    /** How settings are read from now on. */
    configure(config: (key: string) => string | undefined): void;
    /** The ID that a resource of these inputs has, as far as inputs tell. */
    idOf(inputs: Raw): string;
    /** Inputs as a language without types hands them over, in their own types: YAML reads six digits as a number. */
    accept?(inputs: Raw): Raw;
    /** Checks new inputs; `olds` are those of the last run, empty for a new resource. The result depends on them alone. */
    check(olds: Raw, news: Raw): CheckResult;
    /** Says what creating a resource of checked inputs will do. A preview may wait for a read, for a moment. */
    announce(inputs: Raw, isPreview: boolean): Promise<void> | void;
    /** Compares what is recorded with checked inputs, and says what will be done. */
    diff(state: Raw, news: Raw): DiffResult;
    /**
     * The state after a create, or an update of `state`, as far as the plan tells; {@link UNKNOWN} otherwise. Says
     * nothing, and asks nobody.
     */
    foresee(state: Raw | undefined, news: Raw): Raw;
    create(inputs: Raw): Promise<{ readonly id: string; readonly state: State }>;
    update(state: Raw, news: Raw): Promise<State>;
    /** What is there now; undefined: it is gone for good. */
    read(state: Raw): Promise<ReadResult<State> | undefined>;
    /** What is there of a resource that state does not know yet. Asks only; undefined: it is gone for good. */
    readById(id: string): Promise<ReadById<State> | undefined>;
    delete(state: Raw): Promise<void>;
}

/** We refused to act: nothing of the plan was sent. */
export class Refusal extends Error {
    override readonly name = "Refusal";
    /**
     * @param of the resource's name in messages
     * @param why what was refused, and why
     * @param next the next thing to do
     */
    constructor(
        of: string,
        readonly why: string,
        readonly next: string,
    ) {
        super(`${of}: ${why}. Nothing was sent. Next: ${next}`);
    }
}

/** Something was done before the failure: the state says exactly where the resource stands now. */
export class HalfWay<State extends object = object> extends Error {
    override readonly name = "HalfWay";
    constructor(
        message: string,
        readonly state: State,
        override readonly cause: unknown,
    ) {
        super(message);
    }
}
