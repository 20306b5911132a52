/**
 * What the engine loads for a dynamic provider: its module path and function names are frozen,
 * since state refers to them (sdk/providerText.ts).
 */
import { PhoneNumbers } from "../../number/resource";
import { Calls, endWithEngine } from "../../run/ending";
import { Session } from "../../run/session";
import type { Setting } from "../../settings/setting";
import { DynamicAdapter } from "./adapter";
import { lines, realHost } from "./host";
import { LazyAdapter } from "./lazy";

const session = new Session(realHost);
const calls = new Calls();
const adapter = new DynamicAdapter(new PhoneNumbers(realHost, session), realHost, calls, lines);

/** The adapter of a kind of setting, which is loaded when a program or state first names it. */
function adapterOf(load: () => Promise<Setting>): LazyAdapter {
    return new LazyAdapter(session, async () => {
        const [setting, { SettingResource }] = await Promise.all([
            load(),
            import("../../settings/resource.js"),
        ]);
        return new DynamicAdapter(new SettingResource(setting, session), realHost, calls, lines);
    });
}

// An engine that was killed closes these pipes. Pulumi's host reports the write error on the same pipe, which fails
// again: without a listener the orphan would spin and grow instead of finishing its work.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
endWithEngine(calls);

// The names that the protocol requires.
export const configure = adapter.configure.bind(adapter);
const check_ = adapter.check.bind(adapter);
export const diff = adapter.diff.bind(adapter);
export const create = adapter.create.bind(adapter);
export const update = adapter.update.bind(adapter);
export const read = adapter.read.bind(adapter);
const delete_ = adapter.delete.bind(adapter);

export { check_ as check, delete_ as delete };

// One for each kind of setting, by the name of its class without the prefix.
export const WebhookOverride = adapterOf(
    async () => (await import("../../settings/kinds/webhookOverride.js")).webhookOverride,
);
export const AppSubscription = adapterOf(
    async () => (await import("../../settings/kinds/appSubscription.js")).appSubscription,
);
export const BusinessProfile = adapterOf(
    async () => (await import("../../settings/kinds/businessProfile.js")).businessProfile,
);
export const ConversationalComponents = adapterOf(
    async () => (await import("../../settings/kinds/conversationalComponents.js")).conversationalComponents,
);
export const CallingSettings = adapterOf(
    async () => (await import("../../settings/kinds/callingSettings.js")).callingSettings,
);
export const CommerceSettings = adapterOf(
    async () => (await import("../../settings/kinds/commerceSettings.js")).commerceSettings,
);
export const Username = adapterOf(async () => (await import("../../settings/kinds/username.js")).username);
export const FlowsPublicKey = adapterOf(
    async () => (await import("../../settings/kinds/flowsPublicKey.js")).flowsPublicKey,
);
export const QrCode = adapterOf(async () => (await import("../../settings/kinds/qrCode.js")).qrCode);
