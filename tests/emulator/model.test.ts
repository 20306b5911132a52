import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, type Switches, startEmulator } from "../../emulator/index";
import { type Answered, Client, outcome } from "./support/client";
import { Model } from "./support/model";

const HOUR = 3_600_000;

/** The system under test: one number of an emulator that all runs share. */
interface Real {
    graph: Emulator;
    client: Client;
    id: string;
}

/** The same request a number of times; each outcome must be the one the model has for that moment. */
class Request implements fc.AsyncCommand<Model, Real> {
    constructor(
        private readonly name: string,
        private readonly ask: (real: Real) => Promise<Answered>,
        private readonly expected: (model: Model, now: number) => string,
        private readonly times = 1,
    ) {}

    check(): boolean {
        return true;
    }

    async run(model: Model, real: Real): Promise<void> {
        for (let left = this.times; left > 0; left -= 1) {
            const answer = await this.ask(real);
            const at = real.graph.requests.at(-1)?.at ?? 0;
            expect(outcome(answer), this.toString()).to.equal(this.expected(model, at));
        }
        await compare(model, real);
    }

    toString(): string {
        return this.times === 1 ? this.name : `${this.name} ${this.times} times`;
    }
}

class Step implements fc.AsyncCommand<Model, Real> {
    constructor(
        private readonly name: string,
        private readonly take: (model: Model, real: Real) => void,
    ) {}

    check(): boolean {
        return true;
    }

    async run(model: Model, real: Real): Promise<void> {
        this.take(model, real);
        await compare(model, real);
    }

    toString(): string {
        return this.name;
    }
}

/** What can be read must be what the model has. */
async function compare(model: Model, { client, id }: Real): Promise<void> {
    const node = await client.get(
        `/${id}?fields=platform_type,is_pin_enabled,code_verification_status,is_on_biz_app`,
    );
    expect(node.body).to.deep.equal({
        platform_type: model.registered ? "CLOUD_API" : "NOT_APPLICABLE",
        is_pin_enabled: model.pin !== undefined,
        code_verification_status: model.verified ? "VERIFIED" : "NOT_VERIFIED",
        is_on_biz_app: model.onBizApp,
        id,
    });
    const { body } = await client.get(`/${id}/settings`);
    expect(body.storage_configuration.data_localization_region).to.equal(model.region);
    expect(body.user_identity_change.enable_identity_key_check).to.equal(model.identityCheck);
}

const pins = fc.constantFrom("111111", "222222");
const regions = fc.constantFrom("DE", "IN");
const versions = fc.constantFrom("v20.0", "v25.0");
const flags = fc.boolean();

const times = fc.integer({ min: 1, max: 11 });

const quotaCommands = [
    fc.tuple(pins, fc.option(regions, { nil: undefined }), versions, times).map(
        ([pin, region, version, count]) =>
            new Request(
                `register(${pin}, ${region}, ${version})`,
                ({ client, id }) => client.at(version).register(id, pin, region),
                (model, now) => model.register(pin, region, version, now),
                count,
            ),
    ),
    fc.tuple(versions, times).map(
        ([version, count]) =>
            new Request(
                `deregister(${version})`,
                ({ client, id }) => client.at(version).deregister(id),
                (model, now) => model.deregister(version, now),
                count,
            ),
    ),
    fc.constantFrom(1, 35, 71, 72).map(
        (hours) =>
            new Step(`advance(${hours}.5 h)`, (_, { graph }) => {
                // Half an hour on top: a run's own milliseconds must not decide about a whole hour.
                graph.advance((hours + 0.5) * HOUR);
            }),
    ),
];

const otherCommands = [
    pins.map(
        (pin) =>
            new Request(
                `setPin(${pin})`,
                ({ client, id }) => client.post(`/${id}`, { pin }),
                (model) => model.setPin(pin),
            ),
    ),
    fc.option(regions, { nil: undefined }).map(
        (region) =>
            new Request(
                `setStorage(${region})`,
                ({ client, id }) => client.store(id, region),
                (model) => model.setStorage(region),
            ),
    ),
    flags.map(
        (enable) =>
            new Request(
                `checkIdentity(${enable})`,
                ({ client, id }) => client.checkIdentity(id, enable),
                (model) => model.checkIdentity(enable),
            ),
    ),
    flags.map(
        (verified) =>
            new Step(`verified=${verified}`, (model, { graph, id }) => {
                model.verified = verified;
                graph.change(id, { codeVerificationStatus: verified ? "VERIFIED" : "NOT_VERIFIED" });
            }),
    ),
    fc.constant(
        new Request(
            "verify",
            async ({ graph, client, id }) => {
                const requested = await client.post(`/${id}/request_code`, {
                    code_method: "SMS",
                    language: "en",
                });
                const { code } = graph.number(id).code ?? {};
                return requested.status === 200
                    ? client.post(`/${id}/verify_code`, { code: code ?? "" })
                    : requested;
            },
            (model) => model.verify(),
        ),
    ),
    flags.map(
        (demanded) =>
            new Step(`demanded=${demanded}`, (model, { graph, id }) => {
                model.demanded = demanded;
                graph.change(id, { verificationDemanded: demanded });
            }),
    ),
    flags.map(
        (approved) =>
            new Step(`nameApproved=${approved}`, (model, { graph, id }) => {
                model.nameApproved = approved;
                graph.change(id, { nameStatus: approved ? "APPROVED" : "DECLINED" });
            }),
    ),
    flags.map(
        (onBizApp) =>
            new Step(`onBizApp=${onBizApp}`, (model, { graph, id }) => {
                model.onBizApp = onBizApp;
                graph.change(id, { isOnBizApp: onBizApp });
            }),
    ),
    pins.map(
        (pin) =>
            new Step(`PIN ${pin} behind our back`, (model, { graph, id }) => {
                model.pin = pin;
                graph.change(id, { pin });
            }),
    ),
];

/** The switches that the model knows; what it does not know stays at its default. */
const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
    quotaCounters: fc.constantFrom("separate" as const, "shared" as const),
    refusedRequestsCount: flags,
    blockedRequestsExtend: flags,
    pinMode: fc.constantFrom("legacy" as const, "evolved" as const, "retired" as const),
    wrongPinsDemandVerification: fc.constantFrom(0, 1, 2, 3),
    unverifiedMayRegister: flags,
    nameRefusesCertificate: flags,
    regionInRegister: fc.constantFrom(
        "accepted" as const,
        "ignored" as const,
        "rejected" as const,
        "deprecated" as const,
    ),
    regionConflict: fc.constantFrom("refused" as const, "overrides" as const),
    regionOnReregister: fc.constantFrom("ignored" as const, "refused" as const, "accepted" as const),
    storageAfterDeregister: fc.constantFrom("reset" as const, "kept" as const),
    identityCheckAfterDeregister: fc.constantFrom("reset" as const, "kept" as const),
    // Guessing has tests of its own; here it would hide the rest.
    pinGuessesPerHour: fc.constant(0),
    pinGuessesPer12Hours: fc.constant(0),
});

describe("against a small model of its own", () => {
    let graph: Emulator;
    let count = 0;
    before(async () => {
        graph = await startEmulator();
    });
    after(() => graph.close());

    async function holds(
        commands: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[],
        numRuns: number,
    ): Promise<void> {
        const sequences = fc.commands(commands, { maxCommands: 25, size: "max" });
        await fc.assert(
            fc.asyncProperty(switches, sequences, async (chosen, sequence) => {
                count += 1;
                const id = String(count);
                graph.set(chosen);
                graph.seed({ numbers: [{ id }] });
                graph.clearRequests();
                const setup = () => ({
                    model: new Model(graph.state().switches),
                    real: { graph, client: new Client(graph), id },
                });
                await fc.asyncModelRun(setup, sequence);
            }),
            { numRuns },
        );
    }

    it("any sequence of requests and clock moves, under any switches, has the model's outcome", async function () {
        this.timeout(600_000);
        await holds([...quotaCommands, ...otherCommands], 30);
    });

    it("any sequence of register, deregister and clock moves fills and empties the model's windows", async function () {
        this.timeout(600_000);
        await holds(quotaCommands, 30);
    });
});
