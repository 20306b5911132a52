/** `npm run test:live`: learns from a real number. Off by default, and never part of `npm test`. */
import { startRecorder } from "../../emulator/record/recorder";
import { type GraphSettings, graphClient } from "../../graph/client";
import { messageOf } from "../../graph/wire";
import { resolveSettings } from "../../provider/run/settings";
import { learn } from "./learn";

const USAGE = `This talks to the real Graph API, about one test number of yours. It needs
  WHATSAPP_ACCESS_TOKEN, WHATSAPP_TEST_PHONE_NUMBER_ID and WHATSAPP_TEST_PIN (the number's own PIN).
It only reads a number that is live. With WHATSAPP_TEST_OUTAGE=1 it takes it offline for a moment, for one
deregister and one register request. A number that is not registered is registered, by one request.
WHATSAPP_TEST_RECORD=FILE keeps all requests and answers, masked: pulumi-whatsapp emulator compare FILE tells what the
emulator answers otherwise.`;

async function main(): Promise<void> {
    const {
        WHATSAPP_TEST_PHONE_NUMBER_ID: phoneNumberId,
        WHATSAPP_TEST_PIN: pin,
        WHATSAPP_TEST_OUTAGE,
        WHATSAPP_TEST_RECORD: file,
    } = process.env;
    const { graph } = resolveSettings(process.env, () => undefined);
    if (phoneNumberId === undefined || pin === undefined || graph.accessToken === undefined) {
        console.error(USAGE);
        process.exitCode = 2;
        return;
    }
    const outage = WHATSAPP_TEST_OUTAGE === "1";
    const findings = await recorded(graph, file, (through) =>
        learn({ client: graphClient(through), phoneNumberId, pin, outage, patienceMs: 15 * 60_000 }),
    );
    for (const { question, seen } of findings) console.log(`${question}: ${seen}`);
}

/** Does the work with a Graph API that is recorded, if there is a file for that. */
async function recorded<Result>(
    graph: GraphSettings,
    file: string | undefined,
    work: (graph: GraphSettings) => Promise<Result>,
): Promise<Result> {
    if (file === undefined) return work(graph);
    const recorder = await startRecorder({ upstream: graph.graphUrl, file });
    try {
        return await work({ ...graph, graphUrl: recorder.url });
    } finally {
        await recorder.close();
    }
}

main().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
});
