import { expect } from "chai";
import { numbersIn, pinOf } from "../../../examples/fleet-from-file/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const SUPPORT = "106540352242922";
const ORDERS = "106540352242923";
const RETURNS = "106540352242925";
const FILE = "numbers.prod.csv";

describe("examples/fleet-from-file, edited row by row", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("fleet-from-file");

    it("each stack registers the numbers of its own file", async () => {
        await example.play("pulumi stack init prod");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        const { sent } = await example.play("pulumi up --stack prod");
        expect(sent.filter((kind) => kind === "register")).to.have.length(4);
        expect(number(SUPPORT)).to.include({ registered: true, region: "DE", pin: "493817" });
        expect(number("106540352242924").pin, "a zero in front is kept").to.equal("071234");
    });

    it("a new row registers a number; a changed region is an outage of one number, which the preview shows", async () => {
        await example.edit(FILE, `${SUPPORT},DE`, `${SUPPORT},CH`);
        expect((await example.play("returns")).sent).to.deep.equal([]);
        const { writes } = await example.play("pulumi up");
        expect(new Set(writes.map(({ phoneNumberId }) => phoneNumberId))).to.deep.equal(
            new Set([SUPPORT, RETURNS]),
        );
        expect(number(SUPPORT)).to.include({ registered: true, region: "CH" });
        expect(number(RETURNS)).to.include({ registered: true, region: "DE", pin: "550912" });
    });

    it("the row of a live number can't just go; unprotected, it is forgotten and stays registered", async () => {
        await example.edit(FILE, `orders,${ORDERS},DE,yes\n`, "");
        expect((await example.playRefused("pulumi preview")).sent).to.deep.equal([]);
        expect((await example.play("pulumi state unprotect")).sent).to.deep.equal([]);
        expect(number(ORDERS).registered).to.equal(true);
    });

    it("a bad row is refused with its file and line", async () => {
        expect((await example.playRefused("helpdesk")).sent).to.deep.equal([]);
        await example.edit(FILE, "helpdesk,+49 30 901829,EU,maybe\n", "");
    });

    it("a row of a number that is not live is deregistered when it goes", async () => {
        await example.edit(FILE, `returns,${RETURNS},DE,no\n`, "");
        expect((await example.stack.up()).sent).to.deep.equal(["deregister"]);
        expect(number(RETURNS).registered).to.equal(false);
        await example.stack.expectNoChanges();
    });

    const number = (id: string) => example.stack.graph.number(id);
});

describe("examples/fleet-from-file, what a row may be", () => {
    const HEAD = "name,phoneNumberId,region,live\n";
    const problems = (rows: string, head = HEAD) => numbersIn(head + rows, "numbers.csv").problems;

    it("a row is a number, also as a spreadsheet saves it; no region is none, an empty line is nothing", () => {
        const csv = `\uFEFF${HEAD}support, 1001 ,DE,yes\n\ntrial,1002,,no\n`.replaceAll("\n", "\r\n");
        expect(numbersIn(csv, "numbers.csv")).to.deep.equal({
            numbers: [
                { name: "support", phoneNumberId: "1001", dataLocalizationRegion: "DE", live: true },
                { name: "trial", phoneNumberId: "1002", dataLocalizationRegion: undefined, live: false },
            ],
            problems: [],
        });
    });

    const BAD: [rows: string, problem: RegExp][] = [
        [",1001,,no", /^numbers\.csv:2: name is empty$/],
        ["a,+49 30,,no", /:2: phoneNumberId is "\+49 30": give the digits of its ID$/],
        ["a,1001,EU,no", /:2: region is "EU": give one of AU ID .*, or nothing$/],
        ["a,1001,toString,no", /:2: region is "toString"/],
        ["a,1001,,", /:2: live is "": give yes or no$/],
        ["a,1001,,no\n\nb,1001,,no", /:4: phoneNumberId 1001 is in line 2 already$/],
        ["a,1001,,no\na,1002,,no", /:3: name a is in line 2 already$/],
        ["a,1001,no", /^numbers\.csv: Invalid Record Length: .*4, got 3 on line 2/],
        ['a,1001,"D', /^numbers\.csv: Quote Not Closed.*line 2/],
    ];
    for (const [rows, problem] of BAD) {
        it(`refused: ${JSON.stringify(rows)}`, () => {
            expect(problems(rows)).to.have.length(1);
            expect(problems(rows)[0]).to.match(problem);
        });
    }

    it("a file without a column is refused, whatever its rows", () => {
        expect(problems("a,1001", "name,phoneNumberId\n")).to.deep.equal([
            "numbers.csv:2: no column region, live; a file has name,phoneNumberId,region,live",
        ]);
    });

    it("a number without a PIN is told how to get one, and no PIN is in the text", () => {
        expect(pinOf("support", { support: "310467" })).to.equal("310467");
        expect(() => pinOf("orders", { support: "310467" })).to.throw(
            /^orders has no PIN: pulumi config set --secret --path 'pins\["orders"\]' <its six digits>$/,
        );
    });
});
