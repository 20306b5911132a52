import { expect } from "chai";
import { DeclaredNumbers } from "../../../provider/run/declared";

describe("a deleted resource's number", () => {
    const rows: [string, [string, string?][], [string, string?], string | undefined][] = [
        ["is not declared any more", [["2"]], ["1"], undefined],
        ["is declared by another resource", [["1"]], ["1"], "1"],
        ["is declared under another ID", [["2", "+1 631-555-5555"]], ["1", "+16315555555"], "2"],
        ["is another number", [["2", "+1 631-555-5556"]], ["1", "+1 631-555-5555"], undefined],
        ["has no known digits", [["2"]], ["1"], undefined],
    ];
    for (const [what, declared, [id, display], under] of rows) {
        it(what, () => {
            const numbers = new DeclaredNumbers();
            for (const [declaredId, declaredDisplay] of declared)
                numbers.declare(declaredId, declaredDisplay);
            expect(numbers.find(id, display)).to.equal(under);
        });
    }

    it("keeps what was seen of it when it is declared again without", () => {
        const numbers = new DeclaredNumbers();
        numbers.declare("2", "+1 631-555-5555");
        numbers.declare("2");
        expect(numbers.find("1", "+1 631-555-5555")).to.equal("2");
    });
});
