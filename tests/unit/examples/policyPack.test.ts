import type { ResourceValidationArgs } from "@pulumi/policy";
import { expect } from "chai";
import { numbersAreProtected, type ProtectConfig } from "../../../examples/policy-pack/rules";

const PHONE_NUMBER = ["pulumi-nodejs:dynamic/whatsapp:PhoneNumber", "whatsapp:index:PhoneNumber"];

interface Row {
    stack: string;
    protect?: boolean;
    deletionProtection?: boolean;
    type?: string;
    config?: ProtectConfig;
    refused: boolean;
}

const ROWS: Record<string, Row> = {
    "a production number without protect is refused": { stack: "prod", refused: true },
    "a production number with protect passes": { stack: "prod", protect: true, refused: false },
    "so does one with deletionProtection": { stack: "prod", deletionProtection: true, refused: false },
    "one that declares no protection is refused": { stack: "prod", deletionProtection: false, refused: true },
    "so is one of another stack that begins with prod": { stack: "production-eu", refused: true },
    "a number of another stack passes": { stack: "dev", refused: false },
    "a stack that the config names is production": {
        stack: "live",
        config: { stacks: ["live"] },
        refused: true,
    },
    "one that the config does not name is not": {
        stack: "prod",
        config: { stacks: ["live"] },
        refused: false,
    },
    "other resources are not its concern": { stack: "prod", type: "aws:s3/bucket:Bucket", refused: false },
};

describe("the policy pack", () => {
    const cases = Object.entries(ROWS).flatMap(([what, row]) =>
        (row.type === undefined ? PHONE_NUMBER : [row.type]).map((type) => ({ what, ...row, type })),
    );
    for (const { what, stack, protect = false, deletionProtection, type, config = {}, refused } of cases) {
        it(`${what} (${type})`, async () => {
            const violations: string[] = [];
            // As the engine gives them, as far as the rule looks.
            const resource = {
                type,
                urn: `urn:pulumi:${stack}::shop::${type}::support`,
                name: "support",
                props: { phoneNumberId: "106540352242922", deletionProtection },
                opts: { protect },
                getConfig: () => config,
            } as unknown as ResourceValidationArgs;
            const { validateResource } = numbersAreProtected;
            if (typeof validateResource !== "function") throw new Error("the rule is one function");
            await validateResource(resource, (message) => violations.push(message));
            expect(violations).to.have.length(refused ? 1 : 0);
            if (refused)
                expect(violations[0]).to.match(
                    /support is the number 106540352242922 .*deletionProtection: true/,
                );
        });
    }
});
