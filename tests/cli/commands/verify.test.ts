import { expect } from "chai";
import { explained } from "../../../cli/commands/verify";
import { CliError, failureOf } from "../../../cli/errors";
import { graphError } from "../../../graph/errorTable";
import { fileJournal } from "../../../provider/run/journal";
import { Terminal } from "../support/terminal";

const ID = "1001";

describe("pulumi-whatsapp verify", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open({
            numbers: [
                { id: ID, codeVerificationStatus: "NOT_VERIFIED", displayPhoneNumber: "+49 30 901820" },
                { id: "1002" },
                { id: "1003", codeVerificationStatus: "NOT_VERIFIED", isOnBizApp: true },
            ],
        });
    });
    afterEach(() => terminal.close());

    it("asks for a code, prompts for it on a terminal, and says what comes next", async () => {
        terminal.interactive = true;
        terminal.answers = [() => terminal.codeOf(ID).replace(/^\d{3}/, "$&-")];
        const { code, stdout, stderr, sent } = await terminal.run("verify", ID, "--method", "VOICE");
        expect(stderr).to.equal("A code is on its way to +49 30 901820 (1001) by VOICE.\n");
        expect(stdout).to.equal(
            "+49 30 901820 (1001) is verified. Next: declare it in the program, then pulumi up, which registers it.\n",
        );
        expect([code, sent]).to.deep.equal([0, ["requestCode", "verifyCode"]]);
        expect(terminal.graph.number(ID).codeVerificationStatus).to.equal("VERIFIED");
    });

    it("asks once more about a slip, and sends only what has six digits", async () => {
        terminal.interactive = true;
        terminal.answers = ["12345", () => terminal.codeOf(ID)];
        expect((await terminal.run("verify", ID)).code).to.equal(0);
        terminal.graph.change(ID, { codeVerificationStatus: "EXPIRED" });
        terminal.answers = ["12345", "1234567"];
        const { code, sent } = await terminal.run("verify", ID);
        expect([code, sent]).to.deep.equal([2, ["requestCode"]]);
    });

    it("without a terminal takes two calls", async () => {
        const first = await terminal.run("verify", ID);
        expect(first.stdout).to.equal(
            "A code is on its way to +49 30 901820 (1001) by SMS. Next: pulumi-whatsapp verify 1001 --code <the code>\n",
        );
        const second = await terminal.run("verify", ID, "--code", terminal.codeOf(ID));
        expect([first.sent, second.sent]).to.deep.equal([["requestCode"], ["verifyCode"]]);
        expect(second.code).to.equal(0);
    });

    it("in JSON says what was requested, then that it is verified", async () => {
        const first = await terminal.run("verify", ID, "--json");
        expect(JSON.parse(first.stdout)).to.deep.equal({
            phoneNumberId: ID,
            verified: false,
            requested: { method: "SMS", language: "en_US" },
            next: "pulumi-whatsapp verify 1001 --code <the code>",
        });
        const second = await terminal.run("verify", ID, "--json", "--code", terminal.codeOf(ID));
        expect(JSON.parse(second.stdout)).to.deep.equal({ phoneNumberId: ID, verified: true });
    });

    it("asks nothing of a number that is verified already", async () => {
        const { code, stdout, sent } = await terminal.run("verify", "1002");
        expect(stdout).to.match(
            /\(1002\) is verified already\. Next: .*pulumi-whatsapp verify 1002 --again\n$/,
        );
        expect([code, sent]).to.deep.equal([0, []]);
    });

    it("--again asks although it is verified, and lets the provider on this machine register once more", async () => {
        terminal.graph.set({ wrongPinsDemandVerification: 1 });
        terminal.graph.change("1002", { pin: "999999", verificationDemanded: true });
        const asked = await terminal.run("verify", "1002", "--again");
        expect(asked.stdout).to.contain("verify 1002 --again --code");
        const given = await terminal.run("verify", "1002", "--again", "--code", terminal.codeOf("1002"));
        expect([asked.code, given.code]).to.deep.equal([0, 0]);
        const journal = fileJournal(terminal.graph.url, terminal.env, () => terminal.graph.now());
        expect(journal.read("1002").verifiedAt).to.match(/^\d{4}-/);
    });

    it("takes a code whose answer was lost for accepted when the number shows it", async () => {
        await terminal.run("verify", ID);
        terminal.graph.fail({ match: { kind: "verifyCode" }, do: { drop: "after" } });
        const { code, sent } = await terminal.run("verify", ID, "--code", terminal.codeOf(ID));
        expect([code, sent]).to.deep.equal([0, ["verifyCode"]]);
    });

    it("does not ask for a second code when the answer to the first request was lost", async () => {
        terminal.graph.fail({ match: { kind: "requestCode" }, do: { drop: "after" } });
        const { code, stderr, sent } = await terminal.run("verify", ID);
        expect([code, sent]).to.deep.equal([1, ["requestCode"]]);
        expect(stderr).to.match(/Next: if a code came: pulumi-whatsapp verify 1001 --code/);
    });

    it("ends at a wrong code instead of asking on", async () => {
        terminal.interactive = true;
        terminal.answers = ["000000", "000000"];
        const { code, stderr, sent } = await terminal.run("verify", ID);
        expect([code, sent]).to.deep.equal([1, ["requestCode", "verifyCode"]]);
        expect(stderr).to.match(
            /the code was not taken: it is wrong, used, .* \(136025\)\. Graph said: .*wrong/,
        );
        expect(stderr).to.match(/Next: pulumi-whatsapp verify 1001 --code with the code of the last message/);
        expect(terminal.answers).to.deep.equal(["000000"]);
    });

    it("sends one request when none is sent to a number in the app", async () => {
        const { code, stderr, sent } = await terminal.run("verify", "1003");
        expect([code, sent]).to.deep.equal([1, ["requestCode"]]);
        expect(stderr).to.match(/no code is sent while the number is in use in an app \(136024\)/);
    });
});

describe("a refusal about codes in words", () => {
    const node = { id: ID };
    const refused = (code: number, words: string) =>
        graphError("requesting a code", 400, { code, error_user_msg: words }, (text) => text);
    const rows: [string, number, string, RegExp, RegExp][] = [
        ["verified already", 136024, "You have already verified this", /verified already/, /pulumi up/],
        ["asked too often", 136024, "Please wait 1 hour", /too many codes/, /wait a full hour.*restarts/],
        ["in use in an app", 136024, "in use on the WhatsApp app", /in use in an app/, /delete its account/],
        ["no cause given", 136024, "", /already, was asked too often, or/, /show 1001 tells/],
        ["wrong code", 136025, "Code is wrong", /the code was not taken/, /without --code for a new one/],
    ];
    for (const [what, code, words, why, next] of rows) {
        it(what, () => {
            const failure = explained(refused(code, words), node);
            expect(failure).to.be.instanceOf(CliError);
            expect(failure.message).to.match(why);
            expect((failure as CliError).next).to.match(next);
            expect(failureOf(failure).code).to.equal(code);
        });
    }

    it("others stay as they are", () => {
        const error = refused(190, "expired");
        expect(explained(error, node)).to.equal(error);
    });
});
