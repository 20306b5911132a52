/**
 * An environment that names a folder for what is kept on this machine, and counts how often it is asked for: whoever looks for
 * the folder asks once.
 */
export function countedFolder(folder: string): {
    readonly env: Readonly<Record<string, string | undefined>>;
    looks(): number;
} {
    let count = 0;
    const env = {
        get WHATSAPP_STATE_DIR() {
            count++;
            return folder;
        },
    };
    return { env, looks: () => count };
}
