import path from "node:path";
import type { Engine } from "./engine";

/** Where a command keeps everything, so that the user's own Pulumi login and state are never touched. */
export interface PulumiFolders {
    /** PULUMI_HOME: which stack is selected, credentials. */
    home: string;
    /** The file backend: state, history, locks. */
    backend: string;
}

const PASSPHRASE = "a local demo keeps no secret worth more";

/**
 * The environment of a command on a local file backend, without any of the user's own Pulumi or WhatsApp settings:
 * a real token must not reach an emulator, nor a demo a real backend. The folder for locks and the journal
 * is the machine's, and stays.
 */
export function pulumiEnv(
    engine: Engine,
    folders: PulumiFolders,
    own: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
    const isOwn = (name: string) => /^(PULUMI|WHATSAPP)_/.test(name) && name !== "WHATSAPP_STATE_DIR";
    const inherited = Object.entries(process.env).filter(([name]) => !isOwn(name));
    const nodeFolder = path.dirname(process.execPath);
    return {
        ...Object.fromEntries(inherited),
        PATH: [engine.folder, nodeFolder, process.env.PATH].join(path.delimiter),
        NO_PROXY: [process.env.NO_PROXY ?? process.env.no_proxy, "127.0.0.1"].filter(Boolean).join(","),
        PULUMI_HOME: folders.home,
        PULUMI_BACKEND_URL: backendUrl(folders.backend),
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_SKIP_UPDATE_CHECK: "1",
        ...own,
    };
}

// The engine needs file:// before a plain path, not a URL: it does not decode percent signs.
function backendUrl(folder: string): string {
    return `file://${folder.split(path.sep).join("/")}`;
}
