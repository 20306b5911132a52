import { expect } from "chai";
import type { NumberSeed, NumberState } from "../../../../emulator";
import { create } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberInputs } from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { HalfWay, Refusal } from "../../../../provider/resource";
import { ID, inputs, PIN, startWorld, type World } from "../../../support/world";

export { ID, inputs, PIN };
export const OTHER_PIN = "271828";
export const HOUR = 3600_000;
/** The number, not registered and live. */
export const OFF: NumberSeed = { id: ID };
export const LIVE: NumberSeed = { id: ID, registered: true, pin: PIN };

/** One number and its provider for the test that runs; each test starts its own, and it is closed behind it. */
export class LifecycleWorld {
    private running: World | undefined;

    constructor() {
        afterEach(async () => {
            await this.running?.close();
            this.running = undefined;
        });
    }

    readonly start = async (
        number: NumberSeed,
        options: Parameters<typeof startWorld>[0] = {},
        ports: Parameters<typeof startWorld>[1] = {},
    ): Promise<World> => {
        this.running = await startWorld({ ...options, numbers: [number] }, ports);
        return this.running;
    };

    /** The number as the emulator has it. */
    readonly number = (): NumberState => this.world.graph.number(ID);

    /** Creates it, and forgets the requests that took. */
    readonly created = async (change: Partial<PhoneNumberInputs> = {}): Promise<PhoneNumberState> => {
        const state = await create(this.world.ports, inputs(change));
        this.world.sent();
        return state;
    };

    /** The message of an operation that is refused before anything was sent. */
    readonly refused = async (work: Promise<unknown>): Promise<string> => {
        const error = await work.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Refusal);
        expect(this.world.sent()).to.deep.equal([]);
        return (error as Refusal).message;
    };

    /** The failure of an operation that did something first. */
    readonly halfWay = async (work: Promise<unknown>): Promise<HalfWay<PhoneNumberState>> => {
        const error = await work.catch((reason: unknown) => reason);
        expect(error, String(error)).to.be.instanceOf(HalfWay);
        return error as HalfWay<PhoneNumberState>;
    };

    private get world(): World {
        if (this.running === undefined) throw new Error("this test has not started its number yet");
        return this.running;
    }
}
