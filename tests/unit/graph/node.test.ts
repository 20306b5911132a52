import { expect } from "chai";
import { NUMBER_FIELDS } from "../../../emulator/rules/node";
import { graphName, ownName } from "../../../graph/fields";
import { DEFAULT_FIELDS, nodeFrom, PHONE_NUMBER_FIELDS, readNode, wabaIdOf } from "../../../graph/node";
import { scripted, unknownField } from "./scripted";

describe("a number's node", () => {
    it("has the fields of the contract, by the same words as the emulator has them", () => {
        // Of the application for an Official Business Account nothing is read (graph-api-settings.md §9).
        const { official_business_account: _, ...fields } = NUMBER_FIELDS;
        expect(PHONE_NUMBER_FIELDS.map(graphName)).to.have.members(Object.keys(fields));
    });

    it("names go back and forth", () => {
        for (const name of PHONE_NUMBER_FIELDS) expect(ownName(graphName(name))).to.equal(name);
    });

    it("nested objects come in our names too", () => {
        const node = nodeFrom({
            id: "1",
            throughput: { level: "STANDARD" },
            quality_score: { score: "GREEN" },
            webhook_configuration: { whatsapp_business_account: "https://example.com" },
            health_status: {
                can_send_message: "BLOCKED",
                entities: [
                    {
                        entity_type: "PHONE_NUMBER",
                        errors: [{ error_code: 141000, possible_solution: "Register" }],
                    },
                    { entity_type: "WABA", id: "7" },
                ],
            },
        });
        expect(node).to.deep.equal({
            id: "1",
            throughput: { level: "STANDARD" },
            qualityScore: { score: "GREEN" },
            webhookConfiguration: { whatsappBusinessAccount: "https://example.com" },
            healthStatus: {
                canSendMessage: "BLOCKED",
                entities: [
                    {
                        entityType: "PHONE_NUMBER",
                        errors: [{ errorCode: 141000, possibleSolution: "Register" }],
                    },
                    { entityType: "WABA", id: "7" },
                ],
            },
        });
        expect(wabaIdOf(node)).to.equal("7");
    });

    it("what has another type than documented is taken as not said", () => {
        expect(
            nodeFrom({ id: "1", status: 7, is_on_biz_app: "yes", throughput: "fast", username: null }),
        ).to.deep.equal({ id: "1" });
    });

    it("is read by the requested fields, and continues without those that Graph does not know", async () => {
        const { client, sent } = scripted(unknownField("username"), { id: "1", status: "CONNECTED" });
        expect(await readNode({ client }, "1", ["status", "username"])).to.deep.equal({
            id: "1",
            status: "CONNECTED",
        });
        expect(sent.map(({ params }) => params?.fields)).to.deep.equal(["status,username", "status"]);
    });

    it("by default shows no certificate", () => {
        expect(DEFAULT_FIELDS).not.to.include.members(["certificate"]);
    });
});
