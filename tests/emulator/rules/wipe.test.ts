import { expect } from "chai";
import type { NumberSeed, NumberState, Switches } from "../../../emulator/index";
import { ID, outcome, withEmulator } from "../support/client";

const FULL: NumberSeed = {
    id: ID,
    registered: true,
    webhookOverrides: { "67084829": { uri: "https://a.example", verifyToken: "t" } },
    profile: { about: "Open" },
    picture: { sha256: "00", type: "image/png", bytes: 1 },
    conversationalAutomation: { prompts: ["Hi"], commands: [] },
    qrCodes: [{ code: "A", prefilledMessage: "Hi", createdAt: 0 }],
    username: "jaspers",
    usernameStatus: "reserved",
    commerce: { isCartEnabled: true, isCatalogVisible: true },
    flowsKey: { publicKey: "K", status: "VALID" },
    calling: { status: "ENABLED" },
    callingRestrictions: [{ type: "RESTRICTED_USER_INITIATED_CALLING" }],
    searchVisibility: "HIDDEN",
};

/** A switch, and what the number has afterwards if it resets its part. */
const RESETS: [keyof Switches, Partial<NumberState>][] = [
    ["webhookAfterDeregister", { webhookOverrides: {} }],
    ["profileAfterDeregister", { profile: { messaging_product: "whatsapp" } }],
    ["pictureAfterDeregister", { picture: undefined as never }],
    ["automationAfterDeregister", { conversationalAutomation: undefined as never }],
    ["qrCodesAfterDeregister", { qrCodes: [] }],
    ["usernameAfterDeregister", { username: undefined as never, usernameStatus: undefined as never }],
    ["commerceAfterDeregister", { commerce: { isCartEnabled: false, isCatalogVisible: false } }],
    ["flowsKeyAfterDeregister", { flowsKey: undefined as never }],
    ["callingAfterDeregister", { calling: undefined as never }],
    ["searchVisibilityAfterDeregister", { searchVisibility: "VISIBLE" }],
];
const KEPT = Object.fromEntries(RESETS.map(([name]) => [name, "kept"])) as Partial<Switches>;

/** The number's parts after a deregister. */
async function partsAfter(switches: Partial<Switches>): Promise<Record<string, unknown>> {
    let parts = {};
    await withEmulator({ numbers: [FULL], switches: { ...KEPT, ...switches } }, async ({ graph, client }) => {
        expect(outcome(await client.deregister(ID))).to.equal("ok");
        const number: Record<string, unknown> = { ...graph.number(ID) };
        parts = Object.fromEntries(Object.keys(FULL).map((key) => [key, number[key]]));
    });
    return parts;
}
const kept = {
    ...FULL,
    registered: false,
    profile: { messaging_product: "whatsapp", about: "Open" },
};

describe("what deregister resets", () => {
    it("nothing, if all is kept", async () => {
        expect(await partsAfter({})).to.deep.equal(kept);
    });

    for (const [name, reset] of RESETS) {
        it(`${name}=reset resets its part, and no other`, async () => {
            expect(await partsAfter({ [name]: "reset" })).to.deep.equal({ ...kept, ...reset });
        });
    }

    it("flowsKeyAfterDeregister=mismatch leaves the key with the status MISMATCH", async () => {
        const flowsKey = { publicKey: "K", status: "MISMATCH" };
        expect(await partsAfter({ flowsKeyAfterDeregister: "mismatch" })).to.deep.equal({
            ...kept,
            flowsKey,
        });
    });

    it("by default: the username goes, and the key of Flows does not match", () =>
        withEmulator({ numbers: [FULL] }, async ({ graph, client }) => {
            await client.deregister(ID);
            const { username, flowsKey, searchVisibility } = graph.number(ID);
            expect([username, flowsKey?.status, searchVisibility]).to.deep.equal([
                undefined,
                "MISMATCH",
                "HIDDEN",
            ]);
        }));
});
