import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as kinds from "../../../provider/settings/kinds";
import * as sdk from "../../../sdk";
import { shortStackTraces } from "../../../sdk/stackTraces";

const NUMBER = "106540352242922";

/** What the SDK sends to the engine of where a resource was constructed. */
interface Sent {
    readonly name: string;
    readonly position: { readonly uri: string; readonly line: number } | undefined;
    readonly frames: readonly { readonly uri: string; readonly line: number }[];
}

interface Position {
    toObject(): { uri: string; line: number };
}
interface Request {
    getType(): string;
    getName(): string;
    getSourceposition(): Position | undefined;
    getStacktrace(): { getFramesList(): readonly { getPc(): Position | undefined }[] } | undefined;
}

/** Runs a program and answers with what the engine would have got of its resources. */
async function sentBy(program: () => unknown): Promise<Sent[]> {
    await pulumi.runtime.setMocks({
        newResource: ({ inputs }) => ({ id: "1", state: inputs }),
        call: ({ inputs }) => inputs,
    });
    const runtime = pulumi.runtime as unknown as {
        getMonitor(): { registerResource(request: Request, ...rest: unknown[]): unknown };
        waitForRPCs(): Promise<void>;
    };
    const sent: Sent[] = [];
    const monitor = runtime.getMonitor();
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, ...rest) => {
        const isProgram = request.getType() !== "pulumi:pulumi:Stack";
        const one = {
            name: request.getName(),
            position: request.getSourceposition()?.toObject(),
            frames: (request.getStacktrace()?.getFramesList() ?? []).flatMap(
                (frame) => frame.getPc()?.toObject() ?? [],
            ),
        };
        if (isProgram) sent.push(one);
        return register(request, ...rest);
    };
    await pulumi.runtime.runInPulumiStack(async () => program());
    await runtime.waitForRPCs();
    return sent;
}

type Declarable = new (
    name: string,
    args: object,
    opts?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;
const classes = sdk as unknown as Readonly<Record<string, Declarable>>;
const declarable = ["PhoneNumber", ...Object.values(kinds).map(({ name }) => name)].map(
    (name) => [`WhatsApp${name}`, classes[`WhatsApp${name}`] as Declarable] as const,
);
const ARGS = { phoneNumberId: NUMBER, wabaId: "102290129340398", pin: "310467" };

/** The line that this is called in. */
function thisLine(): number {
    return Number(/stackTraces\.test\.ts:(\d+)/.exec(new Error().stack?.split("\n")[2] ?? "")?.[1]);
}

/** As deep as programs of several layers are. */
function deep<T>(levels: number, work: () => T): T {
    return levels === 0 ? work() : deep(levels - 1, work);
}

/** A class of another package, which leaves stack traces as they are. */
class Another extends pulumi.CustomResource {
    constructor(name: string, args: object) {
        super("test:index:Another", name, args);
    }
}

const plain = (name: string, opts?: pulumi.CustomResourceOptions) =>
    new sdk.WhatsAppPhoneNumber(name, ARGS, opts);

describe("stack traces of resources", () => {
    const usual = Error.prepareStackTrace;
    afterEach(() => {
        Error.prepareStackTrace = usual;
    });

    for (const [name, Class] of declarable) {
        it(`${name}: state gets two frames of the program, where it is constructed first`, async () => {
            let line = 0;
            const [one] = await sentBy(() =>
                deep(20, () => {
                    line = thisLine() + 1;
                    new Class("one", ARGS);
                }),
            );
            expect(one?.position?.line).to.equal(line);
            expect(one?.position?.uri).to.equal(pathToFileURL(__filename).toString());
            expect(one?.frames).to.have.length(2);
            expect(one?.frames[0]).to.deep.equal(one?.position);
        });
    }

    it("a frame of ours is one that a whole stack trace has, too", async () => {
        const sent = await sentBy(() =>
            deep(20, () => {
                for (const Class of [Another, sdk.WhatsAppPhoneNumber]) new Class(Class.name, ARGS);
            }),
        );
        const [whole, short] = sent;
        expect(short?.position?.line).to.equal(whole?.position?.line);
        expect(short?.frames[1]).to.deep.equal(whole?.frames[1]);
        expect(whole?.frames.length).to.be.greaterThan(20);
    });

    it("the program's own prepareStackTrace formats them, and is there afterwards", async () => {
        const own: typeof Error.prepareStackTrace = (error, frames) =>
            [`${error}`, ...frames.map(() => "at mapped (/mapped.ts:7:1)")].join("\n    ");
        const [one] = await sentBy(() => {
            Error.prepareStackTrace = own;
            plain("one");
            expect(Error.prepareStackTrace).to.equal(own);
        });
        expect(one?.position).to.deep.include({ uri: "file:///mapped.ts", line: 7 });
    });

    it("no frame is mapped for the promises of outputs, of which a resource has dozens", async () => {
        const mapped: number[] = [];
        await sentBy(() => {
            Error.prepareStackTrace = (error, frames) => {
                mapped.push(frames.length);
                return usual?.(error, frames);
            };
            plain("one");
            Error.prepareStackTrace = usual;
        });
        expect(mapped.length).to.be.greaterThan(24);
        // The one that goes into state.
        expect(mapped.filter((frames) => frames > 0)).to.have.length(1);
    });

    it("a constructor that throws leaves prepareStackTrace as it was", async () => {
        await sentBy(() => {
            for (const [, Class] of declarable) {
                const invalid = { parent: "none" as unknown as pulumi.Resource };
                expect(() => new Class("one", ARGS, invalid)).to.throw(/parent/);
                expect(Error.prepareStackTrace).to.equal(usual);
            }
        });
    });

    const errors: [string, () => Error][] = [
        ["an error with a message", () => new Error("refused")],
        ["an error without one", () => new Error()],
        ["an error of its own class", () => new RangeError()],
    ];
    for (const [what, create] of errors) {
        for (const [how, prepare] of [
            ["mapped", usual],
            ["as Node.js prints it", undefined],
        ] as const) {
            it(`${what}, ${how}, that a transformation in the constructor makes is whole`, () => {
                const sourceMaps = process.sourceMapsEnabled;
                process.setSourceMapsEnabled(false);
                Error.prepareStackTrace = prepare as typeof usual;
                try {
                    const stacks = [false, true].map((isShort) => {
                        const whole = isShort ? shortStackTraces(1) : () => undefined;
                        const { stack } = deep(7, create);
                        whole();
                        return stack;
                    });
                    expect(stacks[1]).to.equal(stacks[0]);
                    expect(stacks[0]?.split("\n").length).to.be.greaterThan(9);
                } finally {
                    process.setSourceMapsEnabled(sourceMaps);
                }
            });
        }
    }

    it("a prepareStackTrace that a transformation sets stays", async () => {
        const own: typeof Error.prepareStackTrace = String;
        await sentBy(() => {
            const sets = () => {
                Error.prepareStackTrace = own;
                return undefined;
            };
            plain("one", { transformations: [sets] });
            expect(Error.prepareStackTrace).to.equal(own);
            Error.prepareStackTrace = usual;
        });
    });

    it("a resource that a transformation constructs has its own position, as the outer one has", async () => {
        const lines: number[] = [];
        const sent = await sentBy(() => {
            const constructs = () => {
                lines[0] = thisLine() + 1;
                new sdk.WhatsAppQrCode("inner", { phoneNumberId: NUMBER, prefilledMessage: "Hello" });
                return undefined;
            };
            lines[1] = thisLine() + 1;
            new sdk.WhatsAppQrCode(
                "outer",
                { phoneNumberId: NUMBER, prefilledMessage: "Hi" },
                { transformations: [constructs] },
            );
        });
        const at = (name: string) => sent.find((each) => each.name === name)?.position?.line;
        expect([at("inner"), at("outer")]).to.deep.equal(lines);
        expect(Error.prepareStackTrace).to.equal(usual);
    });

    it("where Node.js maps positions itself, nothing is touched", () => {
        const sourceMaps = process.sourceMapsEnabled;
        process.setSourceMapsEnabled(true);
        Error.prepareStackTrace = undefined as unknown as typeof usual;
        try {
            const whole = shortStackTraces(1);
            expect(Error.prepareStackTrace).to.equal(undefined);
            whole();
        } finally {
            process.setSourceMapsEnabled(sourceMaps);
        }
    });

    it("programs that run at the same time see whole stack traces between their constructors", async () => {
        await sentBy(() =>
            Promise.all(
                [...Array(20).keys()].map(async (at) => {
                    await new Promise((resolve) => setImmediate(resolve));
                    new sdk.WhatsAppPhoneNumber(`number-${at}`, { ...ARGS, phoneNumberId: `${NUMBER}${at}` });
                    await new Promise((resolve) => setTimeout(resolve, at % 3));
                    expect(Error.prepareStackTrace).to.equal(usual);
                }),
            ),
        );
    });
});
