import { expect } from "chai";
import fc from "fast-check";
import { DYNAMIC, isNumberType, kindOf, NATIVE, NUMBER, RESOURCE_TYPE } from "../../provider/resourceType";
import * as kinds from "../../provider/settings/kinds";
import { typeOf } from "../../provider/settings/setting";

describe("the types of our resources", () => {
    it("are the frozen ones", () => {
        expect(RESOURCE_TYPE).to.equal("pulumi-nodejs:dynamic/whatsapp:PhoneNumber");
        expect(NATIVE + NUMBER).to.equal("whatsapp:index:PhoneNumber");
    });

    for (const name of [NUMBER, ...Object.values(kinds).map((kind) => kind.name)]) {
        it(`both of ${name} name it`, () => {
            expect([DYNAMIC + name, NATIVE + name].map(kindOf)).to.deep.equal([name, name]);
            expect([DYNAMIC + name, NATIVE + name].map(isNumberType)).to.deep.equal([
                name === NUMBER,
                name === NUMBER,
            ]);
            if (name !== NUMBER) expect(typeOf({ name })).to.equal(DYNAMIC + name);
        });
    }

    const others = [
        "pulumi:providers:whatsapp",
        "pulumi-nodejs:dynamic:Resource",
        "pulumi-nodejs:dynamic/thewhatsapp:PhoneNumber",
        "acme/whatsapp:PhoneNumber",
        "acme:index:PhoneNumber",
        "whatsapp:index:getPhoneNumber",
        "whatsapp:index:",
        "whatsapp:index:PhoneNumber$acme:index:Team",
        "",
    ];
    for (const type of others) {
        it(`${type === "" ? "no type" : type} is none of them`, () => {
            expect(kindOf(type)).to.equal(undefined);
            expect(isNumberType(type)).to.equal(false);
        });
    }

    it("a kind is never more than what follows the package", () => {
        fc.assert(
            fc.property(fc.constantFrom(DYNAMIC, NATIVE, "whatsapp:", ""), fc.string(), (prefix, rest) => {
                const kind = kindOf(prefix + rest);
                expect(
                    kind === undefined || prefix + rest === DYNAMIC + kind || prefix + rest === NATIVE + kind,
                ).to.equal(true);
            }),
        );
    });
});
