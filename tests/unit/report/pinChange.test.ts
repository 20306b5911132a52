import { expect } from "chai";
import { INPUTS, preview, STATE, step } from "./previews";
import { LEFT, report } from "./rows";

/** Previews show [secret] for every PIN: pinRevision and the presence of the output say what changed. */
describe("a PIN's change in a preview", () => {
    const rows: [
        string,
        Record<string, unknown>,
        Record<string, unknown>,
        Record<string, unknown>,
        string,
    ][] = [
        ["the same revision everywhere: the same PIN", {}, {}, {}, "nothing to send: it is only read again"],
        ["a higher one: set", {}, {}, { pinRevision: 2 }, "set PIN"],
        ["none was accepted: set", { pin: undefined }, {}, {}, "set PIN"],
        [
            "an update ended half-way: the old one may still be in force",
            { pinRevision: 2 },
            {},
            { pinRevision: 2 },
            "set PIN",
        ],
        [
            "off the API, the accepted one registers and the new one is set afterwards",
            { registered: false },
            {},
            { pinRevision: 2 },
            `register in DE, set PIN${LEFT(8, 10)}`,
        ],
        [
            "the one that was refused is not sent again",
            { registered: false, pin: undefined, refusedPin: "[secret]" },
            {},
            {},
            "register in DE. It would be REFUSED: register was refused with this same PIN before (133005). Next: declare the PIN that the number had before, or turn two-step verification off in WhatsApp Manager (Phone numbers > Settings > Two-step verification), then run pulumi up again",
        ],
        [
            "one that was never sent waits",
            { pin: undefined, unsentPin: "[secret]", pinOnAdoption: "keep" },
            {},
            { pinOnAdoption: "keep" },
            "nothing to send: it is only read again",
        ],
        [
            "another than the one that was never sent is set",
            { pin: undefined, unsentPin: "[secret]", pinOnAdoption: "keep" },
            {},
            { pinOnAdoption: "keep", pinRevision: 2 },
            "set PIN",
        ],
        [
            "one that was never sent is, once that is declared",
            { pin: undefined, unsentPin: "[secret]", pinOnAdoption: "keep" },
            {},
            { pinOnAdoption: "set" },
            "set PIN",
        ],
        [
            "another than the one that was refused is",
            { registered: false, pin: undefined, refusedPin: "[secret]" },
            {},
            { pinRevision: 2 },
            `register in DE${LEFT(8, 10)}`,
        ],
    ];
    for (const [what, state, olds, news, words] of rows) {
        it(what, () => {
            const text = preview(
                step("update", {
                    state: { ...STATE, ...state },
                    olds: { ...INPUTS, ...olds },
                    news: { ...INPUTS, ...news },
                }),
            );
            expect(report(text).numbers[0]?.words).to.equal(words);
        });
    }
});
