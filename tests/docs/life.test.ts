import { expect } from "chai";
import type { Emulator, NumberSeed, RequestKind } from "../../emulator";
import type { Step } from "../../provider/number/decide/plan";
import type { PhoneNumberState } from "../../provider/number/model/state";
import { ModelStack, type Program } from "../support/pulumiModel";
import { ID, PIN, startWorld } from "../support/world";
import { blocksOf } from "./support/documents";
import { arrowsOf } from "./support/mermaid";

const NUMBER = { phoneNumberId: ID, pin: PIN };
const WITH_REGION = { ...NUMBER, dataLocalizationRegion: "DE" };
const WITH_CHECK = { ...NUMBER, enableIdentityKeyCheck: true };
const HOURS = 3600_000;

/** A number, the stack that has it, and what is seen while requests are on their way. */
interface Life {
    readonly graph: Emulator;
    readonly stack: ModelStack;
    /** Where the number stood before each request that changes something. */
    readonly seen: string[];
    up(args: Record<string, unknown> | undefined, name?: string): Promise<void>;
}

/** Where a number stands, according to state and Graph. */
function standing({ graph, stack }: Pick<Life, "graph" | "stack">, wasDeclared: boolean): string {
    const state = [...stack.resources.values()][0]?.outputs as PhoneNumberState | undefined;
    const { registered } = graph.number(ID);
    if (state === undefined) return wasDeclared ? (registered ? "[*]" : "deregistered") : "declared";
    if (state.isOnBizApp) return "onApp";
    if (state.registerLockedUntil !== undefined && Date.parse(state.registerLockedUntil) > graph.now())
        return "lockedOut";
    if (state.refusedPin !== undefined) return "wrongPin";
    if (state.registered) {
        if (!registered) return "offline";
        return state.platformType === "CLOUD_API" ? "live" : "settling";
    }
    return "halfWay";
}

/** What is done on the way along an arrow; `from` brings the number to where the arrow begins. */
interface Walk {
    readonly seed?: Omit<NumberSeed, "id">;
    readonly from?: (life: Life) => Promise<void>;
    readonly go: (life: Life) => Promise<void>;
}

const live = { registered: true, pin: PIN } as const;
const adopted = (args: Record<string, unknown> = NUMBER) => ({
    seed: { ...live, ...("dataLocalizationRegion" in args ? { region: "DE" } : {}) },
    from: (life: Life) => life.up(args),
});
const refused = (code: number) => (life: Life) => {
    life.graph.fail({ match: { kind: "register" }, do: { error: { code } } });
    return life.up(NUMBER);
};
const moved = (life: Life) => life.up({ ...WITH_REGION, dataLocalizationRegion: "CH" });
const refresh = async (life: Life) => void (await life.stack.refresh());
const failHalfWay = async (life: Life) => {
    life.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 131000 } } });
    await moved(life);
    life.graph.clearFaults();
};

/** Each arrow of the diagram, as it is written there. */
const WALKS: Record<string, Walk> = {
    "[*] --> declared: declare": { go: async () => {} },
    "declared --> settling: create (setStorage, register, setIdentityKeyCheck)": {
        go: async (life) => {
            life.graph.set({ registerSettleMs: HOURS / 10 });
            await life.up({ ...WITH_REGION, enableIdentityKeyCheck: true });
        },
    },
    "settling --> live: refresh": {
        from: async (life) => {
            life.graph.set({ registerSettleMs: HOURS / 10 });
            await life.up(NUMBER);
        },
        go: async (life) => {
            life.graph.advance(HOURS / 5);
            await refresh(life);
        },
    },
    "declared --> live: adopt (setPin, setIdentityKeyCheck)": {
        seed: live,
        go: (life) => life.up(WITH_CHECK),
    },
    "live --> live: update (setPin, setDisplayName, setIdentityKeyCheck)": {
        ...adopted(),
        go: (life) => life.up({ ...WITH_CHECK, pin: "826195", displayName: "Jasper's Shop" }),
    },
    "live --> live: apply name (setPin, register)": {
        seed: live,
        from: async (life) => {
            await life.up({ ...NUMBER, displayName: "Jasper's Shop" });
            life.graph.change(ID, { newNameStatus: "APPROVED" });
            await refresh(life);
        },
        go: (life) => life.up({ ...NUMBER, displayName: "Jasper's Shop" }),
    },
    "live --> live: rename (setPin)": { ...adopted(), go: (life) => life.up(NUMBER, "helpdesk") },
    "live --> offline: change region (setPin, deregister)": { ...adopted(WITH_REGION), go: moved },
    "offline --> live: change region (setStorage, register)": { ...adopted(WITH_REGION), go: moved },
    "offline --> halfWay: fail (setStorage, register)": { ...adopted(WITH_REGION), go: failHalfWay },
    "live --> halfWay: refresh": {
        ...adopted(),
        go: (life) => {
            life.graph.change(ID, { registered: false });
            return refresh(life);
        },
    },
    "halfWay --> live: update (setStorage, register)": {
        ...adopted(WITH_REGION),
        from: async (life) => {
            await life.up(WITH_REGION);
            // Somebody deregistered it, which switched local storage off too.
            life.graph.change(ID, { registered: false, region: null });
            await refresh(life);
        },
        go: moved,
    },
    "declared --> lockedOut: create (register)": { go: refused(133016) },
    "lockedOut --> live: update (register)": {
        from: refused(133016),
        go: (life) => {
            life.graph.advance(72 * HOURS);
            return life.up(NUMBER);
        },
    },
    "declared --> wrongPin: create (register)": { seed: { pin: "826195" }, go: (life) => life.up(NUMBER) },
    "wrongPin --> live: update (register)": {
        seed: { pin: "826195" },
        from: (life) => life.up(NUMBER),
        go: (life) => life.up({ ...NUMBER, pin: "826195" }),
    },
    "declared --> onApp: adopt (setIdentityKeyCheck)": {
        seed: { isOnBizApp: true },
        go: (life) => life.up(WITH_CHECK),
    },
    "onApp --> halfWay: refresh": {
        seed: { isOnBizApp: true },
        from: (life) => life.up(NUMBER),
        go: (life) => {
            life.graph.change(ID, { isOnBizApp: false, registered: false });
            return refresh(life);
        },
    },
    "onApp --> [*]: delete": {
        seed: { isOnBizApp: true },
        from: (life) => life.up(NUMBER),
        go: (life) => life.up(undefined),
    },
    "live --> deregistered: delete (deregister)": { ...adopted(), go: (life) => life.up(undefined) },
    "deregistered --> [*]: forget": {
        ...adopted(),
        from: async (life) => {
            await life.up(NUMBER);
            await life.up(undefined);
        },
        go: async () => {},
    },
    "live --> [*]: refresh": {
        ...adopted(),
        go: (life) => {
            life.graph.change(ID, { status: "DELETED" });
            return refresh(life);
        },
    },
};

/**
 * Every kind of step: the compiler asks for a new one. What putting settings back sends depends on what was lost
 * (tests/unit/settings/outage.test.ts).
 */
const STEPS: Readonly<Record<Exclude<Step["request"], "restoreSettings">, true>> = {
    setPin: true,
    deregister: true,
    setStorage: true,
    register: true,
    setDisplayName: true,
    setIdentityKeyCheck: true,
};

/** `live --> offline: change region (setPin, deregister)` in its parts. */
function read(arrow: string): { from: string; to: string; steps: string[] } {
    const [, from = "", to = "", , steps = ""] =
        /^(\S+) --> (\S+): ([\w ]+?)(?: \((.+)\))?$/.exec(arrow) ?? [];
    return { from, to, steps: steps.split(", ").filter(Boolean) };
}

async function begin({ seed = {}, from }: Walk): Promise<{ life: Life; end(): Promise<void> }> {
    const world = await startWorld({ numbers: [{ id: ID, ...seed }] });
    const seen: string[] = [];
    const stack = new ModelStack({
        ...world.ports,
        client: {
            send: (request) => {
                if (request.method === "POST") seen.push(standing({ graph: world.graph, stack }, true));
                return world.ports.client.send(request);
            },
        },
    });
    const life: Life = {
        graph: world.graph,
        stack,
        seen,
        up: async (args, name = "support") => {
            await stack.up((args === undefined ? {} : { [name]: args }) as Program);
        },
    };
    await from?.(life);
    return { life, end: () => world.close() };
}

describe("the diagram of a number's life (docs/how-it-works.md)", () => {
    let arrows: string[];
    before(async function () {
        this.timeout(600_000);
        const [block] = blocksOf("docs/how-it-works.md").filter(({ language }) => language === "mermaid");
        arrows = (await arrowsOf(block?.code ?? "")).map(
            ({ from, to, label }) => `${from} --> ${to}: ${label}`,
        );
    });

    it("has each arrow that is walked here, and no other", () => {
        expect(arrows).to.have.members(Object.keys(WALKS));
    });

    it("names every kind of step, and nothing that is none", () => {
        const named = new Set(arrows.flatMap((arrow) => read(arrow).steps));
        expect([...named]).to.have.members(Object.keys(STEPS));
    });

    for (const [arrow, walk] of Object.entries(WALKS)) {
        it(arrow, async () => {
            const { from, to, steps } = read(arrow);
            const { life, end } = await begin(walk);
            try {
                const inOutage = from === "offline";
                if (from !== "[*]" && !inOutage && from !== "deregistered")
                    expect(standing(life, false)).to.equal(from);
                const before = life.graph.writes().length;
                const alreadySeen = life.seen.length;
                await walk.go(life);

                const kinds: RequestKind[] = life.graph
                    .writes()
                    .slice(before)
                    .map(({ kind }) => kind);
                const seen = life.seen.slice(alreadySeen);
                const off = seen.indexOf("offline");
                // An outage is two arrows of one operation: what was sent before the number was off, and after.
                const own = to === "offline" ? kinds.slice(0, off) : inOutage ? kinds.slice(off) : kinds;
                expect([...new Set(own)]).to.deep.equal(steps);
                if (to === "offline" || inOutage) expect(off).to.equal(2);
                if (to !== "offline" && from !== "[*]" && to !== "[*]")
                    expect(standing(life, true)).to.equal(to);
                if (to === "[*]") expect(life.stack.resources.size).to.equal(0);
            } finally {
                await end();
            }
        });
    }
});
