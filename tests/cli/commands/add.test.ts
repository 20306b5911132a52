import { expect } from "chai";
import { nextStep, numberFrom } from "../../../cli/commands/add";
import { CliError } from "../../../cli/errors";
import { Terminal, WABA } from "../support/terminal";

const ADD = ["add", "--waba", WABA, "--cc", "49", "--phone", "30 901820", "--name", "Shop"];

describe("pulumi-whatsapp add", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open();
    });
    afterEach(() => terminal.close());

    it("adds the number, and says what comes next", async () => {
        const { code, stdout, sent } = await terminal.run(...ADD);
        const [number] = terminal.graph.state().numbers;
        expect(stdout).to.equal(
            `+49 30901820 was added to the WABA ${WABA}: its ID is ${number?.id}.\n` +
                `Next: pulumi-whatsapp verify ${number?.id}\n`,
        );
        expect([code, sent, number?.verifiedName]).to.deep.equal([0, ["addNumber"], "Shop"]);
    });

    it("run again adds nothing, and says the number's ID", async () => {
        await terminal.run(...ADD);
        const { code, stdout, sent } = await terminal.run(...ADD, "--json");
        expect(JSON.parse(stdout)).to.include({ added: false, displayPhoneNumber: "+49 30901820" });
        expect([code, sent]).to.deep.equal([0, []]);
    });

    it("finds the number when the answer was lost, and does not add it twice", async () => {
        terminal.graph.fail({ match: { kind: "addNumber" }, do: { drop: "after" } });
        const { code, sent } = await terminal.run(...ADD);
        expect([code, sent]).to.deep.equal([0, ["addNumber"]]);
        expect(terminal.graph.state().numbers).to.have.length(1);
    });

    it("names the other form where Graph refuses this one, and tries it only when told to", async () => {
        terminal.graph.set({ addNumberFormat: "e164" });
        const refused = await terminal.run(...ADD);
        expect([refused.code, refused.sent]).to.deep.equal([1, ["addNumber"]]);
        expect(refused.stderr).to.match(
            /Next: check --cc and --phone; if they are right, try --with-country-code/,
        );
        const { code } = await terminal.run(...ADD, "--with-country-code");
        expect(code).to.equal(0);
        expect(terminal.graph.state().numbers[0]?.displayPhoneNumber).to.equal("+49 30901820");
    });

    it("says Graph's reason where the WABA is full", async () => {
        terminal.graph.changeWaba(WABA, { maxNumbers: 0 });
        const { code, stderr } = await terminal.run(...ADD);
        expect(code).to.equal(1);
        expect(stderr)
            .to.match(/\(200000/)
            .and.to.match(/Next: check whether .* the portfolio's cap is reached/);
    });
});

describe("a number on the command line", () => {
    const rows: [string, string, string, string][] = [
        ["49", "30901820", "49", "30901820"],
        ["+49", "(30) 901-820", "49", "30901820"],
        ["0049", "+49 30 901820", "49", "30901820"],
        ["1", "631-555-5555", "1", "6315555555"],
        // Italian numbers begin with 0 themselves.
        ["39", "06 1234567", "39", "061234567"],
        ["225", "0701020304", "225", "0701020304"],
        // What is dialled inside a country alone: 0, 06, 8, 1.
        ["49", "030 901820", "49", "30901820"],
        ["49", "+49 (0)30/901820", "49", "30901820"],
        ["44", "(0)20 7946 0958", "44", "2079460958"],
        ["36", "06 30 123 4567", "36", "301234567"],
        ["7", "8 912 345-67-89", "7", "9123456789"],
        ["1", "1 631 555 5555", "1", "6315555555"],
        ["241", "011740000", "241", "11740000"],
    ];
    for (const [cc, phone, countryCode, nationalNumber] of rows) {
        it(`--cc ${cc} --phone "${phone}"`, () => {
            expect(numberFrom({ cc, phone, name: "Shop" })).to.deep.equal({
                countryCode,
                nationalNumber,
                verifiedName: "Shop",
            });
        });
    }
});

describe("a number that is not one", () => {
    const rows: [cc: string, phone: string, says: RegExp, next: RegExp][] = [
        ["49", "+44 20 7946 0958", /has the country code 44, and --cc as 49$/, /^correct one of them$/],
        ["49", "30901820000000000", /49 has that many digits/, /digits after the country code/],
        ["52", "01 55 1234 5678", /52 has that many digits/, /digits after the country code/],
        ["210", "1234567", /no country has the calling code 210/, /--cc/],
        ["49", "0049 30 901820", /00 is what is dialled/, /digits after the country code/],
        ["49", "30-90-AB", /give the digits after the country code/, /./],
        ["0", "30901820", /give a country calling code/, /./],
    ];
    for (const [cc, phone, says, next] of rows) {
        it(`--cc ${cc} --phone "${phone}"`, () => {
            const refused = (() => {
                try {
                    return numberFrom({ cc, phone, name: "Shop" });
                } catch (error) {
                    return error as CliError;
                }
            })();
            expect(refused).to.be.instanceOf(CliError);
            expect((refused as CliError).message).to.match(says);
            expect((refused as CliError).next).to.match(next);
        });
    }
});

describe("what a number needs next", () => {
    const rows: [string, object, RegExp][] = [
        ["its ownership", { codeVerificationStatus: "NOT_VERIFIED" }, /^pulumi-whatsapp verify 1$/],
        [
            "a declaration that registers it",
            { codeVerificationStatus: "VERIFIED", status: "PENDING" },
            /it is registered$/,
        ],
        [
            "a declaration that adopts it",
            { codeVerificationStatus: "VERIFIED", platformType: "CLOUD_API" },
            /it is adopted, and its PIN is set$/,
        ],
    ];
    for (const [what, node, says] of rows) {
        it(what, () => expect(nextStep({ id: "1", ...node })).to.match(says));
    }
});
