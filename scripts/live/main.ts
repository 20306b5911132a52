/** `npm run test:live`: learns from a real number. Off by default, and never part of `npm test`. */

import { graphClient } from "../../graph/client";
import { messageOf } from "../../graph/wire";
import { resolveSettings } from "../../provider/run/settings";
import { learn } from "./learn";

const USAGE = `This talks to the real Graph API, about one test number of yours. It needs
  WHATSAPP_ACCESS_TOKEN, WHATSAPP_TEST_PHONE_NUMBER_ID and WHATSAPP_TEST_PIN (the number's own PIN).
It only reads a number that is live. With WHATSAPP_TEST_OUTAGE=1 it takes it offline for a moment, for one
deregister and one register request. A number that is not registered is registered, by one request.`;

async function main(): Promise<void> {
    const {
        WHATSAPP_TEST_PHONE_NUMBER_ID: phoneNumberId,
        WHATSAPP_TEST_PIN: pin,
        WHATSAPP_TEST_OUTAGE,
    } = process.env;
    const { graph } = resolveSettings(process.env, () => undefined);
    if (phoneNumberId === undefined || pin === undefined || graph.accessToken === undefined) {
        console.error(USAGE);
        process.exitCode = 2;
        return;
    }
    const outage = WHATSAPP_TEST_OUTAGE === "1";
    const findings = await learn({
        client: graphClient(graph),
        phoneNumberId,
        pin,
        outage,
        patienceMs: 15 * 60_000,
    });
    for (const { question, seen } of findings) console.log(`${question}: ${seen}`);
}

main().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
});
