/** A tarball whose bytes follow from what is in it: no time, no user, one order. */
import { gzipSync } from "node:zlib";

/** A file of a tarball. */
export interface Entry {
    readonly name: string;
    readonly content: Buffer;
    readonly isExecutable: boolean;
}

const BLOCK = 512;

/** The bytes of a .tar.gz with these files, in the order of their names. */
export function tarball(entries: readonly Entry[]): Buffer {
    const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
    const parts = sorted.flatMap((entry) => [header(entry), entry.content, padding(entry.content.length)]);
    const packed = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
    packed[9] = 255; // the system that packed it: unknown
    return packed;
}

/** The header of a file, as POSIX.1-1988 (ustar) has it. */
function header({ name, content, isExecutable }: Entry): Buffer {
    if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tarball's header`);
    const block = Buffer.alloc(BLOCK);
    const octal = (value: number, at: number, length: number) =>
        block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "ascii");
    block.write(name, 0, "utf8");
    octal(isExecutable ? 0o755 : 0o644, 100, 8);
    octal(0, 108, 8); // user
    octal(0, 116, 8); // group
    octal(content.length, 124, 12);
    octal(0, 136, 12); // time
    block.write("        ", 148, "ascii"); // the checksum counts as blanks
    block.write("0", 156, "ascii"); // a file
    block.write("ustar\0" + "00", 257, "ascii");
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
    return block;
}

function padding(length: number): Buffer {
    return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
}
