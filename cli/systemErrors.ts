/** What to do about an error of the system, by its code. */

const NEXT: Readonly<Record<string, string>> = {
    ENOENT: "check the path: there is no such file or folder",
    ENOTDIR: "check the path: a part of it is a file, not a folder",
    EISDIR: "give a file: this is a folder",
    EEXIST: "give another path: this one is there already",
    EACCES: "check who may use it: the permissions of the file or folder, or a port below 1024",
    EPERM: "check who may use it: the permissions of the file or folder",
    EROFS: "give a path that can be written: this file system is read-only",
    ENOSPC: "make room on the disk",
    EDQUOT: "make room on the disk: your quota is used up",
    EMFILE: "close other programs, or raise the limit of open files (ulimit -n)",
    ENFILE: "close other programs: the system has no open file left",
    ENAMETOOLONG: "give a shorter path",
    ELOOP: "check the path: its links lead in a circle",
    EBUSY: "close what uses the file, then run the command again",
    EADDRINUSE: "give another --port, or 0 for a free one",
    EADDRNOTAVAIL: "check that this machine has its loopback address (127.0.0.1)",
    ENOMEM: "free some memory, then run the command again",
    EAGAIN: "run the command again: the system was short of something",
};

/** Of the network: a code that begins so. */
const NETWORK =
    /^(ECONN|ENET|EHOST|ETIMEDOUT|ENOTFOUND|EAI_|EPROTO|CERT_|ERR_TLS|UNABLE_TO|DEPTH_|SELF_SIGNED)/;

/** Undefined: it is not an error of the system. */
export function systemNext(error: unknown): string | undefined {
    const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
    if (typeof code !== "string") return undefined;
    const known = NEXT[code];
    if (known !== undefined) return known;
    if (NETWORK.test(code))
        return "check the network (HTTPS_PROXY, WHATSAPP_GRAPH_URL), then run the command again";
    return syscall === undefined ? undefined : `look up ${code}, which the system answered to ${syscall}`;
}
