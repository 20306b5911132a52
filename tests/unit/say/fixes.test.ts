import { expect } from "chai";
import nock from "nock";
import { nextOf } from "../../../cli/errors";
import { GraphError } from "../../../graph/errors";
import type { Fix, FixKind } from "../../../graph/fix";
import { CODES } from "../../../graph/refusals/codes";
import { PRECISE } from "../../../graph/refusals/precise";
import { readPhoneNumber } from "../../../provider/functions/read";
import { nextFor } from "../../../provider/number/say/failures";
import { resolveSettings } from "../../../provider/run/settings";
import { SAME_COMMAND } from "../../../provider/say/command";
import { nextAfter } from "../../../provider/say/next";
import { putBack } from "../../../provider/settings/outage";

const ID = "106540352242922";
const ROWS = [...Object.entries(CODES), ...PRECISE.map(({ code, row }) => [`${code}`, row] as const)];
/** Kinds that no row has: who sends the request gives them. */
const OTHERS: readonly Fix[] = [{ kind: "idOfNumber" }, { kind: "idOfNumber", wabaId: "7" }];
const FIXES: readonly Fix[] = [...ROWS.map(([, { fix }]) => fix), ...OTHERS];
const KINDS = new Set(FIXES.flatMap((fix): FixKind[] => ("kind" in fix ? [fix.kind] : [])));

const refused = (fix: Fix) => new GraphError({ verdict: "refused", request: "register", message: "no", fix });

/** What each caller makes of an error, for a number of this ID. */
const CALLERS: Readonly<Record<string, (error: GraphError) => string | Promise<string>>> = {
    "a failed operation": (error) => nextFor(error, ID, SAME_COMMAND),
    "a failed setting": (error) => nextAfter(error, { command: SAME_COMMAND, id: ID }),
    "a failed command": (error) => nextOf(error, ID),
    "a setting that could not be put back": async (error) => {
        const client = { send: () => Promise.reject(error) };
        const lost = { Username: { username: "jaspers" } };
        return (await putBack({ client }, ID, lost, lost)).failed.join();
    },
};

describe("the words of fixes", () => {
    for (const [who, say] of Object.entries(CALLERS)) {
        it(`${who} has the number's ID in them, and no placeholder`, async () => {
            for (const fix of FIXES) {
                const text = await say(refused(fix));
                expect(text, JSON.stringify(fix)).not.to.match(/[{}]|undefined|\[object/);
                expect(text).to.have.length.greaterThan(10);
            }
            expect(await say(refused({ kind: "verify" }))).to.contain(`verify ${ID}`);
        });
    }

    it("a function has the ID of the number that it reads", async () => {
        // Another file of this process may have switched it off.
        if (!nock.isActive()) nock.activate();
        nock.disableNetConnect();
        try {
            nock("https://fixes.example")
                .get(/./)
                .reply(400, { error: { code: 133006, message: "no" } });
            const settings = resolveSettings(
                { WHATSAPP_ACCESS_TOKEN: "t", WHATSAPP_GRAPH_URL: "https://fixes.example" },
                () => undefined,
            );
            const error = await readPhoneNumber({ phoneNumberId: ID }, { settings: () => settings }).catch(
                String,
            );
            expect(error).to.match(
                new RegExp(`Next: run npx pulumi-whatsapp verify ${ID}, then run the command`),
            );
        } finally {
            nock.cleanAll();
            nock.enableNetConnect();
        }
    });

    it("graph/ has words only for what everybody can do: no program, engine or command is in them", () => {
        const ours =
            /\bpulumi (up|refresh|preview|config)|npx|\bdeclar|dependsOn|forceTransfer|[a-z]Region\b/;
        for (const [code, { cause, fix }] of ROWS) {
            const words = "kind" in fix ? "" : `${fix.todo} ${fix.besides}`;
            expect(`${cause} ${words}`, code).not.to.match(ours);
        }
        expect([...KINDS]).to.have.lengthOf(18);
    });
});
