/** A report with a number of each kind, for the pictures: from a preview as the engine prints it. */
import { prepare, type Report, reportOf } from "../../report";
import type { Around } from "../../report/render/around";

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3600;

type Bag = Record<string, unknown>;

const ago = (hours: number) => Math.floor(NOW / 1000) - hours * HOUR;

function step(op: string, name: string, before?: Bag, changes?: Bag): Bag {
    const { phoneNumberId, dataLocalizationRegion, pinRevision = 1 } = { ...before, ...changes } as Bag;
    const inputs = { phoneNumberId, pin: "[secret]", pinRevision, dataLocalizationRegion };
    const outputs = { pin: "[secret]", pinRevision: 1, registered: true, requests: "", ...before };
    const old = { ...inputs, dataLocalizationRegion: before?.dataLocalizationRegion, pinRevision: 1 };
    return {
        op,
        urn: `urn:pulumi:prod::shop::pulumi-nodejs:dynamic/whatsapp:PhoneNumber::${name}`,
        ...(before === undefined ? {} : { oldState: { id: phoneNumberId, inputs: old, outputs } }),
        ...(changes === undefined ? {} : { newState: { inputs } }),
    };
}

const number = (last: number, displayPhoneNumber: string, verifiedName: string, more: Bag = {}): Bag => ({
    phoneNumberId: `1065403522429${last}`,
    displayPhoneNumber,
    verifiedName,
    dataLocalizationRegion: "DE",
    ...more,
});

const STEPS = [
    { op: "same", urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod" },
    step(
        "delete",
        "orders",
        number(23, "+49 30 901821", "Jasper's Orders", {
            requests: `r${ago(60)}=ok d${ago(58)}=ok r${ago(57)}=ok`,
        }),
    ),
    step(
        "update",
        "support",
        number(22, "+49 30 901820", "Jasper's Market", {
            requests: `r${ago(30)}=ok d${ago(5)}=ok r${ago(5)}=?`,
        }),
        { dataLocalizationRegion: "CH" },
    ),
    step(
        "update",
        "returns",
        number(25, "+49 30 901823", "Jasper's Returns", {
            requests: Array.from(
                { length: 10 },
                (_, at) => `r${ago(66 - 4 * at)}=${at < 9 ? "ok" : "133016"}`,
            ).join(" "),
            registerLockedUntil: new Date(NOW + 42 * HOUR * 1000).toISOString(),
            registered: false,
        }),
        { pinRevision: 2 },
    ),
    step("create", "sales", undefined, { phoneNumberId: "106540352242924", dataLocalizationRegion: "CH" }),
    step("update", "press", number(26, "+41 44 6681800", "Jasper's Press"), { pinRevision: 2 }),
    step("update", "jobs", number(27, "+41 44 6681801", "Jasper's Jobs"), {}),
];

/** The report of the pictures. */
export function sample(): Report {
    const preview = prepare(JSON.stringify({ steps: STEPS }));
    return reportOf(preview, { now: NOW, ignoreLocks: false });
}

const WEB = "https://github.com/acme/shop";

/** Its pipeline. */
export const AROUND: Around = {
    gates: [{ concern: "deregister", label: "deregister" }, { concern: "locked" }],
    commit: { text: "3f9c2ab", url: `${WEB}/commit/3f9c2ab` },
    run: { text: "run 4711", url: `${WEB}/actions/runs/4711` },
};
