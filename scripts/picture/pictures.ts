/** The pictures in the documentation: what commands print, from the real engine and the emulator. None is drawn by hand. */
import path from "node:path";
import { onStage, type Stage } from "./stage";
import { terminalSvg } from "./svg";

/** Where the pictures are kept. */
export const PICTURES = path.resolve(__dirname, "../../docs/images");

const WABA = "102290129340398";
const NUMBERS = [
    { id: "106540352242922", displayPhoneNumber: "+49 30 901820", verifiedName: "Support" },
    { id: "106540352242923", displayPhoneNumber: "+49 30 901821", verifiedName: "Orders" },
    { id: "106540352242924", displayPhoneNumber: "+41 44 6681800", verifiedName: "Sales" },
];
const [SUPPORT, ORDERS, SALES] = NUMBERS.map(({ id }) => id);

/** Two live numbers; then one of them moves to Switzerland, one is given up, and one is new. */
const BEFORE = program({ support: [SUPPORT, "DE"], orders: [ORDERS, "DE"] });
const AFTER = program({ support: [SUPPORT, "CH"], sales: [SALES, "CH"] });

/** The second number waits for the first, so that the engine prints them in this order. */
function program(numbers: Record<string, [id: string | undefined, region: string]>): string {
    const declared = Object.entries(numbers).map(
        ([name, [phoneNumberId, dataLocalizationRegion]]) =>
            `dependsOn = new WhatsAppPhoneNumber("${name}", ${JSON.stringify({ phoneNumberId, dataLocalizationRegion }).replace("{", "{ pin, ")}, { dependsOn });`,
    );
    return `const { Config } = require("@pulumi/pulumi");
const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");
const pin = new Config().requireSecret("pin");
let dependsOn;
${declared.join("\n")}
`;
}

/** Each picture by its file's name. */
export async function pictures(): Promise<ReadonlyMap<string, string>> {
    return onStage({ numbers: NUMBERS }, async (stage) => {
        await stage.program(BEFORE);
        await stage.pulumi("up", "--yes", "--skip-preview");
        await stage.program(AFTER);
        const preview = await stage.pulumi("preview", ...SHOWN);
        const up = await stage.pulumi("up", "--yes", "--skip-preview", ...SHOWN);
        const doctor = await examined(stage);
        return new Map([
            [
                "preview.svg",
                terminalSvg("A pulumi preview of three WhatsApp numbers", `$ pulumi preview\n${preview}`),
            ],
            [
                "up.svg",
                terminalSvg(
                    "A pulumi up that moves a live WhatsApp number, with its outage, and gives another one up",
                    `$ pulumi up --yes --skip-preview\n${withoutTimes(up)}`,
                ),
            ],
            [
                "doctor.svg",
                terminalSvg(
                    "pulumi-whatsapp doctor on three numbers: what would be refused, and what to do",
                    `$ npx pulumi-whatsapp doctor --waba ${WABA} --only problems\n${doctor}`,
                ),
            ],
        ]);
    });
}

const SHOWN = ["--color", "always", "--suppress-progress"];

/** What doctor says once Meta has rated one of the numbers, and another one's ownership has expired. */
function examined({ graph, doctor }: Stage): Promise<string> {
    graph.change(String(SUPPORT), { qualityRating: "RED", status: "FLAGGED" });
    graph.change(String(ORDERS), { codeVerificationStatus: "EXPIRED" });
    return doctor("--waba", WABA, "--only", "problems");
}

/** How long things took is another time each time. */
function withoutTimes(printed: string): string {
    return printed.replace(/ \(\d+(\.\d+)?s\)/g, "").replace(/\n*.*Duration:.*\n/, "\n");
}
