import { expect } from "chai";
import type { NumberSeed, RequestKind, StartOptions } from "../../../../emulator";
import { create, read, remove, update } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberInputs } from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { ID, inputs, PIN, startWorld, type World } from "../../../support/world";

/** Everything that can be declared. */
const FULL = { dataLocalizationRegion: "DE", enableIdentityKeyCheck: true } as const;
const LIVE: NumberSeed = { id: ID, registered: true, pin: PIN };

type Work = (world: World, state: PhoneNumberState) => Promise<unknown>;
const to =
    (change: Partial<PhoneNumberInputs>): Work =>
    (world, state) =>
        update(world.ports, state, inputs(change));
const refresh: Work = (world, state) => read(world.ports, state);
const destroy: Work = (world, state) => remove(world.ports, state);

/** What an outage reads before it and after it: what else is configured. */
const SURVEY = ["read", "readProfile", "readCommerce", "readFlowsKey", "readUsername"] as const;

/** The requests of an operation in their order; reads that are sent together count in any. */
const REQUESTS: readonly (readonly [string, Partial<PhoneNumberInputs>, Work, readonly RequestKind[]])[] = [
    ["a new PIN", FULL, to({ ...FULL, pin: "271828", pinRevision: 2 }), ["readSettings", "read", "setPin"]],
    [
        "another identity key check",
        FULL,
        to({ ...FULL, enableIdentityKeyCheck: false }),
        ["readSettings", "read", "setIdentityKeyCheck"],
    ],
    [
        "another region",
        FULL,
        to({ ...FULL, dataLocalizationRegion: "CH" }),
        [
            ...([
                "readSettings",
                "read",
                "setPin",
                ...SURVEY,
                "deregister",
                "setStorage",
                "register",
            ] as const),
            ...(["read", "readSettings", "setIdentityKeyCheck", ...SURVEY] as const),
        ],
    ],
    ["a refresh", {}, refresh, ["list"]],
    ["a refresh of a declared setting", FULL, refresh, ["readSettings", "list"]],
    ["a delete", FULL, destroy, ["read", "deregister"]],
];

/** The requests that change something. */
const WRITES = new Set<RequestKind>([
    "register",
    "deregister",
    "setPin",
    "setStorage",
    "setIdentityKeyCheck",
]);

describe("the requests of an operation, held so that none creeps in", () => {
    let world: World;
    const start = async (number: NumberSeed, options: StartOptions = {}) => {
        world = await startWorld({ ...options, numbers: [number] });
    };
    const kinds = () => world.graph.requests.map(({ kind }) => kind);
    afterEach(() => world.close());

    const creates: readonly (readonly [string, NumberSeed, Partial<PhoneNumberInputs>, RequestKind[]])[] = [
        ["registering", { id: ID }, {}, ["readSettings", "read", "register", "read"]],
        [
            "registering with all settings",
            { id: ID },
            FULL,
            [
                ...(["readSettings", "read", "setStorage", "register"] as const),
                ...(["read", "readSettings", "setIdentityKeyCheck"] as const),
            ],
        ],
        ["adopting a live number", LIVE, {}, ["readSettings", "read", "setPin"]],
    ];
    for (const [name, number, change, expected] of creates) {
        it(`${name}: ${expected.join(", ")}`, async () => {
            await start(number);
            await create(world.ports, inputs(change));
            expect(kinds()).to.have.members(expected);
        });
    }

    for (const [name, before, work, expected] of REQUESTS) {
        it(`${name}: ${expected.join(", ")}`, async () => {
            await start({ id: ID });
            const state = await create(world.ports, inputs(before));
            world.graph.clearRequests();
            await work(world, state);
            expect(kinds()).to.have.members(expected);
        });
    }

    it("each request that changes something goes out once, with at most two reads before and two after", () => {
        const surveyed = (name: string) => (name === "another region" ? SURVEY.length : 0);
        for (const [name, , , expected] of [...creates, ...REQUESTS]) {
            const writes = expected.filter((kind) => WRITES.has(kind));
            expect(new Set(writes).size, name).to.equal(writes.length);
            const first = expected.findIndex((kind) => WRITES.has(kind));
            const reads = expected.map((kind, at) => ({ at, isRead: !WRITES.has(kind) }));
            expect(reads.filter(({ at, isRead }) => isRead && at < first).length, name).to.be.at.most(2);
            // In an outage, what else is configured is read before the deregister, and after the register.
            const after = reads.filter(({ at, isRead }) => isRead && at > first).length;
            expect(after - 2 * surveyed(name), name).to.be.at.most(2);
        }
    });
});
