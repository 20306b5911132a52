import { expect } from "chai";
import { create, read, update } from "../../../../provider/number/act/lifecycle";
import { changes, previewUpdate } from "../../../../provider/number/decide/preview";
import {
    inputsFromState,
    type PhoneNumberInputs,
    type PreviewInputs,
} from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { stateFrom } from "../../../../provider/number/model/storedState";
import { HOUR, ID, inputs, LIVE, LifecycleWorld, OFF, OTHER_PIN, PIN } from "./lifecycleWorld";

/** The PIN that the number had before the program knew it. */
const ITS_PIN = "314159";
const KEEP = { pinOnAdoption: "keep" } as const;

describe('pinOnAdoption: "keep"', () => {
    const { number, start, created } = new LifecycleWorld();
    const live = (seed = {}) => start({ ...LIVE, pin: ITS_PIN, ...seed });

    /** Whether a preview of these inputs shows a change. */
    const differs = (state: PhoneNumberState, declared: PhoneNumberInputs): boolean =>
        changes(
            previewUpdate(state, declared as unknown as PreviewInputs, {
                now: Date.now(),
                ignoreLocks: false,
            }),
        );

    it("adopts a live number with the PIN that it has, says so, and records none as accepted", async () => {
        const world = await live({ region: "DE" });
        const declared = inputs({ ...KEEP, dataLocalizationRegion: "DE" });
        const state = await create(world.ports, declared);
        expect(world.sent()).to.deep.equal([]);
        expect(number().pin).to.equal(ITS_PIN);
        expect(state).to.include({ registered: true, unsentPin: PIN, pinOnAdoption: "keep" });
        expect(state).not.to.have.property("pin");
        expect(world.lines.at(-1)).to.contain(
            "adopted, it was live already: nothing had to be sent; its PIN is left as it is; leaves 10",
        );
        expect(world.lines.join("\n")).not.to.contain(PIN);
    });

    it("has nothing left to do, also after a refresh, which restores every input", async () => {
        const world = await live();
        const declared = inputs(KEEP);
        const state = await created(KEEP);
        expect(differs(state, declared)).to.equal(false);
        const refreshed = await read(world.ports, stateFrom({ ...state }, world.graph.now()));
        expect(refreshed).to.deep.equal(state);
        expect(differs(refreshed as PhoneNumberState, declared)).to.equal(false);
        expect(inputsFromState(refreshed as PhoneNumberState)).to.deep.equal(declared);
        expect(await update(world.ports, state, declared)).to.deep.equal(state);
        expect(world.sent()).to.deep.equal([]);
    });

    const NEEDED: {
        when: string;
        declared: Partial<PhoneNumberInputs>;
        drift?: object;
        sent: readonly string[];
        pin: string;
    }[] = [
        {
            when: "another PIN is declared",
            declared: { ...KEEP, pin: OTHER_PIN, pinRevision: 2 },
            sent: ["setPin"],
            pin: OTHER_PIN,
        },
        { when: "it is declared to be set", declared: { pinOnAdoption: "set" }, sent: ["setPin"], pin: PIN },
        { when: "the input is taken away", declared: {}, sent: ["setPin"], pin: PIN },
        {
            when: "the region changes: the PIN is tested first",
            declared: { ...KEEP, dataLocalizationRegion: "CH" },
            sent: ["setPin", "deregister", "setStorage", "register"],
            pin: PIN,
        },
        {
            when: "an approved name is applied: the PIN is tested first",
            declared: { ...KEEP, applyApprovedName: true },
            drift: { newDisplayName: "New", newNameStatus: "APPROVED" },
            sent: ["setPin", "register"],
            pin: PIN,
        },
    ];
    for (const { when, declared, drift = {}, sent, pin } of NEEDED) {
        it(`is over once ${when}`, async () => {
            const world = await live();
            const state = await created(KEEP);
            world.graph.change(ID, drift);
            const next = inputs(declared);
            const after = await update(world.ports, state, next);
            expect(world.sent()).to.deep.equal(sent);
            expect(number()).to.include({ registered: true, pin });
            expect(after).to.include({ pin }).and.not.to.have.property("unsentPin");
            expect(differs(after, next)).to.equal(false);
        });
    }

    it("a number that lost its registration registers with the declared PIN, which may be the wrong one", async () => {
        for (const [its, works] of [
            [PIN, true],
            [ITS_PIN, false],
        ] as const) {
            const world = await start({ ...LIVE, pin: its });
            const state = await created(KEEP);
            world.graph.advance(HOUR);
            world.graph.change(ID, { registered: false });
            const off = (await read(world.ports, state)) as PhoneNumberState;
            expect(differs(off, inputs(KEEP))).to.equal(true);
            const after = await update(world.ports, off, inputs(KEEP)).catch(
                (error: { state: PhoneNumberState }) => error.state,
            );
            expect(after).to.include(works ? { pin: PIN } : { refusedPin: PIN });
            expect(after).not.to.have.property("unsentPin");
            await world.close();
        }
    });

    it("is set once a wrong PIN was refused, and the number is live again", async () => {
        const world = await live();
        const state = { ...(await created(KEEP)), refusedPin: PIN };
        const { unsentPin: _, ...refused } = state;
        expect((await update(world.ports, refused, inputs(KEEP))).pin).to.equal(PIN);
        expect(world.sent()).to.deep.equal(["setPin"]);
    });

    it("registers a number that is off, with the declared PIN", async () => {
        const world = await start(OFF);
        const state = await create(world.ports, inputs(KEEP));
        expect(world.sent()).to.deep.equal(["register"]);
        expect(state).to.include({ pin: PIN, pinOnAdoption: "keep" }).and.not.to.have.property("unsentPin");
    });

    it("says nothing about a PIN that Graph has accepted", async () => {
        const world = await start(OFF);
        const state = await created();
        expect(differs(state, inputs(KEEP))).to.equal(false);
        await update(world.ports, state, inputs({ ...KEEP, pin: OTHER_PIN, pinRevision: 2 }));
        expect(world.sent()).to.deep.equal(["setPin"]);
    });

    it("a PIN that could not be set is set by the next run", async () => {
        const world = await live();
        const state = await created(KEEP);
        world.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 100 } } });
        const next = inputs({ ...KEEP, pin: OTHER_PIN, pinRevision: 2 });
        const failed = await update(world.ports, state, next).catch((error: unknown) => error);
        expect(failed).to.be.instanceOf(Error);
        expect(differs(state, next)).to.equal(true);
        expect((await update(world.ports, state, next)).pin).to.equal(OTHER_PIN);
    });
});
