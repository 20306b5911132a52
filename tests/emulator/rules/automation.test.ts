import { expect } from "chai";
import type { Switches } from "../../../emulator/index";
import { type Client, ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/conversational_automation`;
const command = { command_name: "help", command_description: "Get help" };
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

const read = async (client: Client) =>
    (await client.get(`/${ID}?fields=conversational_automation`)).body.conversational_automation;

describe("ice breakers and commands", () => {
    it("are absent until they are set; a list replaces the one before, and an empty one clears", () =>
        withEmulator({}, async ({ client }) => {
            expect(await read(client)).to.equal(undefined);
            await client.post(path, { prompts: ["Hi", "Where?"], commands: [command] });
            await client.post(path, { prompts: ["When?"] });
            expect(await read(client)).to.deep.equal({ prompts: ["When?"], commands: [command] });
            await client.post(path, { prompts: [], commands: [] });
            expect(await read(client)).to.deep.equal({ prompts: [], commands: [] });
        }));

    it("automationAbsentList=cleared empties the list that is left out", () =>
        withEmulator({ switches: { automationAbsentList: "cleared" } }, async ({ client }) => {
            await client.post(path, { prompts: ["Hi"], commands: [command] });
            await client.post(path, { prompts: ["When?"] });
            expect(await read(client)).to.deep.equal({ prompts: ["When?"], commands: [] });
        }));

    it("automationAnswer=withIdAndFlag adds both", () =>
        withEmulator({ switches: { automationAnswer: "withIdAndFlag" } }, async ({ client }) => {
            await client.post(path, { prompts: ["Hi"] });
            expect(await read(client)).to.have.keys("prompts", "commands", "id", "enable_welcome_message");
        }));

    it("of repeated query parameters the last one counts", () =>
        withEmulator({}, async ({ client }) => {
            await client.send("POST", `${path}?prompts=One&prompts=Two`);
            expect((await read(client)).prompts).to.deep.equal(["Two"]);
        }));

    const openapi = { automationLimits: "openapi" } as const;
    for (const [what, body, switches, expected] of [
        ["4 prompts of 80", { prompts: many(4, "x".repeat(80)) }, {}, "ok"],
        ["30 commands", { commands: many(30, command) }, {}, "ok"],
        ["a name of 32", { commands: [{ ...command, command_name: "ä".repeat(32) }] }, {}, "ok"],
        ["a hint of 256", { commands: [{ ...command, command_description: "x".repeat(256) }] }, {}, "ok"],
        ["3 prompts by the schema", { prompts: many(3, "x") }, openapi, "ok"],
        ["nothing", {}, {}, "400 100"],
        ["5 prompts", { prompts: many(5, "x") }, {}, "400 100"],
        ["a long prompt", { prompts: ["x".repeat(81)] }, {}, "400 100"],
        ["an empty prompt", { prompts: [""] }, {}, "400 100"],
        ["an emoji", { prompts: ["Hi 😀"] }, {}, "400 100"],
        ["another emoji", { commands: [{ ...command, command_description: "❤️" }] }, {}, "400 100"],
        ["31 commands", { commands: many(31, command) }, {}, "400 100"],
        ["a long name", { commands: [{ ...command, command_name: "x".repeat(33) }] }, {}, "400 100"],
        ["no hint", { commands: [{ command_name: "a" }] }, {}, "400 100"],
        ["commands as a text", { commands: "help" }, {}, "400 100"],
        ["4 prompts by the schema", { prompts: many(4, "x") }, openapi, "400 100"],
        [
            "a name of 31 by the schema",
            { commands: [{ ...command, command_name: "x".repeat(31) }] },
            openapi,
            "400 100",
        ],
        [
            "a name with a dash by the schema",
            { commands: [{ ...command, command_name: "a-b" }] },
            openapi,
            "400 100",
        ],
        ["equal names by the schema", { commands: [command, command] }, openapi, "400 100"],
    ] as [string, object, Partial<Switches>, string][]) {
        it(`${what}: ${expected}`, () =>
            withEmulator({ switches }, async ({ graph, client }) => {
                expect(outcome(await client.post(path, body))).to.equal(expected);
                if (expected !== "ok") expect(graph.number(ID).conversationalAutomation).to.equal(undefined);
            }));
    }
});
