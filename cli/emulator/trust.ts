/** Files and variables by which programs trust the certificate of an emulator that speaks TLS. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
import type { Shell } from "../shell";

/** The files, until they are removed, and the variables that point at them. */
export interface Trust {
    /** The emulator's authority, and whom NODE_EXTRA_CA_CERTS named before. */
    readonly ca: string;
    readonly env: Readonly<Record<string, string>>;
    remove(): void;
}

/** Variables that add to what a program trusts, and those that replace it. */
const ADDS = ["NODE_EXTRA_CA_CERTS"];
const REPLACES = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

/**
 * Writes them to a folder of their own. What replaces a program's trust also has everybody that it trusted before, so
 * that it still reaches other servers.
 */
export function writeTrust(ca: string, env: Shell["env"]): Trust {
    const folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-emulator-"));
    const write = (name: string, parts: readonly string[]): string => {
        const file = path.join(folder, name);
        writeFileSync(file, parts.map((part) => `${part.trim()}\n`).join(""));
        return file;
    };
    const added = write("ca.pem", [ca, ...named(ADDS, env)]);
    const before = named(REPLACES, env);
    const bundle = write("bundle.pem", [ca, ...(before.length > 0 ? before : rootCertificates)]);
    return {
        ca: added,
        env: Object.fromEntries([
            ...ADDS.map((name) => [name, added] as const),
            ...REPLACES.map((name) => [name, bundle] as const),
        ]),
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
}

/** The files that these variables name, each once; one that can't be read is none, as for most programs. */
function named(variables: readonly string[], env: Shell["env"]): string[] {
    const files = new Set(variables.map((name) => env[name]).filter((file) => file !== undefined));
    return [...files].flatMap((file) => {
        try {
            return [readFileSync(file, "utf8")];
        } catch {
            return [];
        }
    });
}
