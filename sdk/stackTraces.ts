/**
 * Short stack traces where a resource is constructed. Pulumi's SDK takes one for state, whole, and four for each output,
 * which are a quarter of a preview's time (pulumi.md §2.11). Every other stack trace stays as it is.
 */

/** What was there before, on a function of this module or of another copy of it. */
const BEFORE = Symbol.for("pulumi-whatsapp/stackTraces");

type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;
type Short = Prepare & { readonly [BEFORE]: Prepare | undefined };

/** Frames of the SDK before a program's own, if the class that the program constructs extends the SDK's directly. */
const SDK_FRAMES = 5;
/**
 * Makes the stack traces of the SDK's constructors short, until the function that it returns is called.
 * @param classes how many classes of this package the program's one is made of: the SDK takes the second to be the program
 */
export function shortStackTraces(classes: number): () => void {
    const found: Prepare | undefined = Error.prepareStackTrace;
    const before = originalOf(found);
    // Only Node.js itself can map positions then; and leaks are looked for with whole traces.
    const isWhole = before === undefined && process.sourceMapsEnabled;
    if (isWhole || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => undefined;
    const format = before ?? asV8Does;
    const short: Short = Object.assign(
        (error: Error, frames: NodeJS.CallSite[]) => format(error, kept(error, frames, classes - 1)),
        { [BEFORE]: before },
    );
    Error.prepareStackTrace = short;
    return () => {
        // A transformation of the program may have set its own meanwhile: that stays.
        if (Error.prepareStackTrace === short) Error.prepareStackTrace = found;
    };
}

/** A transformation may construct a resource in another one's constructor. */
function originalOf(prepare: Prepare | Short | undefined): Prepare | undefined {
    return prepare !== undefined && BEFORE in prepare ? prepare[BEFORE] : prepare;
}

/** The frames that the SDK needs of a stack trace that it takes for itself; all of any other. */
function kept(error: Error, frames: NodeJS.CallSite[], extra: number): NodeJS.CallSite[] {
    if (error.message !== "") return frames;
    const taker = frames[0]?.getFunctionName() ?? "";
    // It counts frames from the top: without the first, the next class of ours is skipped instead.
    if (/^(Resource\.)?callsites$/.test(taker)) {
        const own = extra + SDK_FRAMES;
        // Where the resource is constructed, and the place in the program that led there.
        const caller = frames.slice(own + 1).find(isRead);
        return [...frames.slice(extra, own + 1), ...(caller === undefined ? [] : [caller])];
    }
    // One for each promise of each output, shown only where leaks are looked for: mapping a frame is what it costs.
    return taker === "debuggablePromise" ? [] : frames;
}

/** Whether the SDK reads its position: not that of Node.js, V8 or a function without a name. */
function isRead(frame: NodeJS.CallSite): boolean {
    return /\((?!node:).*:\d+:\d+\)$/.test(String(frame));
}

function asV8Does(error: Error, frames: NodeJS.CallSite[]): string {
    return [String(error), ...frames].join("\n    at ");
}
