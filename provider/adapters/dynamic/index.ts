/**
 * What the engine loads for a dynamic provider: its module path and function names are frozen,
 * since state refers to them (sdk/providerText.ts).
 */
import { PhoneNumbers } from "../../number/resource";
import { Session } from "../../run/session";
import * as kinds from "../../settings/kinds";
import { SettingResource } from "../../settings/resource";
import type { Setting } from "../../settings/setting";
import { DynamicAdapter } from "./adapter";
import { realHost } from "./host";

const session = new Session(realHost);
const adapter = new DynamicAdapter(new PhoneNumbers(realHost, session));

function adapterOf(setting: Setting) {
    return new DynamicAdapter(new SettingResource(setting, session));
}

// An engine that was killed closes these pipes. Pulumi's host reports the write error on the same pipe, which fails
// again: without a listener the orphan would spin and grow instead of finishing its work.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

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
export const WebhookOverride = adapterOf(kinds.webhookOverride);
export const AppSubscription = adapterOf(kinds.appSubscription);
export const BusinessProfile = adapterOf(kinds.businessProfile);
export const ConversationalComponents = adapterOf(kinds.conversationalComponents);
export const CallingSettings = adapterOf(kinds.callingSettings);
export const CommerceSettings = adapterOf(kinds.commerceSettings);
export const Username = adapterOf(kinds.username);
export const FlowsPublicKey = adapterOf(kinds.flowsPublicKey);
export const QrCode = adapterOf(kinds.qrCode);
