/**
 * What the engine loads for a dynamic provider: its module path and function names are frozen,
 * since state refers to them (sdk/providerText.ts).
 */
import { PhoneNumbers } from "../../number/resource";
import { DynamicAdapter } from "./adapter";
import { realHost } from "./host";

const adapter = new DynamicAdapter(new PhoneNumbers(realHost));

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
