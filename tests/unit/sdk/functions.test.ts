import { execFileSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import {
    type GetPhoneNumberArgs,
    type GetPhoneNumbersArgs,
    getPhoneNumber,
    getPhoneNumberOutput,
    getPhoneNumbers,
    getPhoneNumbersOutput,
} from "../../../sdk";

const WABA = "102290129340398";
const LIVE = "1001";
const OFF = "1002";

describe("getPhoneNumber and getPhoneNumbers", () => {
    let graph: Emulator;
    const usual = { ...process.env };

    before(async () => {
        graph = await startEmulator({
            numbers: [
                { id: LIVE, registered: true, verifiedName: "Shop", lastOnboardedTime: 2000 },
                { id: OFF, codeVerificationStatus: "NOT_VERIFIED", accountMode: "SANDBOX" },
            ],
        });
    });
    beforeEach(() => {
        Object.assign(process.env, {
            WHATSAPP_GRAPH_URL: graph.url,
            WHATSAPP_ACCESS_TOKEN: graph.token,
        });
    });
    afterEach(() => {
        graph.clearRequests();
        graph.clearFaults();
        pulumi.runtime.setAllConfig({}, []);
    });
    after(async () => {
        for (const name of ["WHATSAPP_GRAPH_URL", "WHATSAPP_ACCESS_TOKEN"]) {
            if (usual[name] === undefined) delete process.env[name];
            else process.env[name] = usual[name];
        }
        await graph.close();
    });

    it("show how a number stands, by default", async () => {
        const number = await getPhoneNumber({ phoneNumberId: LIVE });
        expect(number).to.deep.include({
            id: LIVE,
            verifiedName: "Shop",
            registered: true,
            wabaId: WABA,
            status: "CONNECTED",
            nameStatus: "APPROVED",
            accountMode: "LIVE",
            qualityRating: "GREEN",
            throughput: { level: "STANDARD" },
            whatsappBusinessManagerMessagingLimit: "TIER_1K",
        });
        expect(number.healthStatus?.canSendMessage).to.equal("AVAILABLE");
    });

    it("read the fields that are asked for, and no others", async () => {
        expect(await getPhoneNumber({ phoneNumberId: OFF, fields: ["accountMode"] })).to.deep.equal({
            id: OFF,
            accountMode: "SANDBOX",
        });
        expect(graph.requests.map(({ query }) => query.fields)).to.deep.equal(["account_mode"]);
    });

    const lists: [string, Omit<GetPhoneNumbersArgs, "wabaId">, string[]][] = [
        ["all, newest first", {}, [LIVE, OFF]],
        ["in the order that is asked for", { sort: "oldestFirst" }, [OFF, LIVE]],
        ["those that a filter leaves", { filtering: [{ field: "accountMode", value: "SANDBOX" }] }, [OFF]],
        ["at most as many as wanted", { limit: 1 }, [LIVE]],
    ];
    for (const [what, args, ids] of lists) {
        it(`list a WABA's numbers: ${what}`, async () => {
            const numbers = await getPhoneNumbers({ wabaId: WABA, ...args });
            expect(numbers.map(({ id }) => id)).to.deep.equal(ids);
            expect(numbers[0]).to.have.keys(
                ...["id", "wabaId", "registered", "displayPhoneNumber", "verifiedName", "nameStatus"],
                ...["status", "platformType", "codeVerificationStatus", "isPinEnabled", "isOnBizApp"],
                ...["isOfficialBusinessAccount", "accountMode", "qualityRating", "throughput"],
                ...["whatsappBusinessManagerMessagingLimit", "healthStatus"],
                ...(ids[0] === LIVE ? ["lastOnboardedTime"] : []),
            );
        });
    }

    it("read every page", async () => {
        const ids = Array.from({ length: 130 }, (_, at) => ({ id: String(5000 + at), wabaId: "77" }));
        graph.seed({ numbers: ids });
        expect(await getPhoneNumbers({ wabaId: "77", fields: ["status"] })).to.have.length(130);
        expect(graph.requests).to.have.length(2);
    });

    it("in their Output forms take outputs, and wait for what they depend on", async () => {
        const one = getPhoneNumberOutput({ phoneNumberId: pulumi.output(LIVE) });
        const many = getPhoneNumbersOutput({ wabaId: pulumi.output(WABA), limit: 1 }, { dependsOn: [] });
        const status: pulumi.Output<string | undefined> = one.status;
        const [read, listed] = await new Promise<[string | undefined, number]>((resolve) =>
            pulumi.all([status, many]).apply(([text, numbers]) => resolve([text, numbers.length])),
        );
        expect([read, listed]).to.deep.equal(["CONNECTED", 1]);
    });

    describe("what can't be", () => {
        const failure = (work: Promise<unknown>) =>
            work.then(
                () => expect.fail("should have failed"),
                (error: unknown) => error as Error,
            );
        const numberRows: [string, GetPhoneNumberArgs, RegExp][] = [
            ["an ID that is none", { phoneNumberId: "+49 30" }, /phoneNumberId was given as "\+49 30"/],
            [
                "a field that there is not",
                { phoneNumberId: LIVE, fields: ["colour" as "status"] },
                /^getPhoneNumber: fields\[0\] was given as "colour": give one of displayPhoneNumber /,
            ],
            [
                "a number that the token does not see",
                { phoneNumberId: "9" },
                /^getPhoneNumber 9: reading the number was refused: .*\(100\/33.*Next: check that/,
            ],
        ];
        for (const [what, args, says] of numberRows) {
            it(`is said in one line, as a RunError: ${what}`, async () => {
                const error = await failure(getPhoneNumber(args));
                expect(pulumi.RunError.isInstance(error)).to.equal(true);
                expect(error.message).to.match(says).and.not.to.contain(graph.token);
                expect(error.stack, "Pulumi formats it before it leaves it out").to.equal(String(error));
            });
        }

        it("a limit of nothing", async () => {
            const error = await failure(getPhoneNumbers({ wabaId: WABA, limit: 0 }));
            expect(error.message).to.match(/limit was given as 0/);
        });

        it("no token: the line names the variable and the config key", async () => {
            delete process.env.WHATSAPP_ACCESS_TOKEN;
            const error = await failure(getPhoneNumber({ phoneNumberId: LIVE }));
            expect(error.message).to.match(
                /WHATSAPP_ACCESS_TOKEN.*whatsapp:accessToken \(pulumi config set --secret\)/,
            );
        });
    });

    it("take the settings from stack config where the environment has none", async () => {
        delete process.env.WHATSAPP_ACCESS_TOKEN;
        pulumi.runtime.setAllConfig({ "whatsapp:accessToken": graph.token }, ["whatsapp:accessToken"]);
        expect((await getPhoneNumber({ phoneNumberId: LIVE })).id).to.equal(LIVE);
    });
});

describe('require("pulumi-whatsapp")', () => {
    it("loads neither the network nor what talks to Graph", () => {
        const script = 'require("./sdk/index.ts"); console.log(JSON.stringify(Object.keys(require.cache)))';
        const loaded = execFileSync(process.execPath, ["--require", "tsx/cjs", "-e", script], {
            encoding: "utf8",
        });
        const modules = JSON.parse(loaded) as string[];
        expect(modules.some((name) => name.includes("functions.ts"))).to.equal(true);
        expect(modules.filter((name) => /axios|graph[\\/]client|sdk[\\/]reading/.test(name))).to.deep.equal(
            [],
        );
    });
});
