/** What a picture's own bytes say (graph-api-settings.md §4). */

/** How a picture is stored, and how large it is. */
interface PictureFacts {
    readonly format: "jpeg" | "png";
    /** In pixels. */
    readonly width: number;
    readonly height: number;
}

/** The narrowest that is taken, in pixels. */
const NARROWEST = 192;

/** Undefined: neither JPEG nor PNG, or cut off before its size. */
function factsOf(bytes: Buffer): PictureFacts | undefined {
    return factsOfPng(bytes) ?? factsOfJpeg(bytes);
}

const PNG = Buffer.from("89504e470d0a1a0a", "hex");

/** The first chunk, IHDR, begins with the size. */
function factsOfPng(bytes: Buffer): PictureFacts | undefined {
    const isPng = bytes.subarray(0, PNG.length).equals(PNG) && bytes.toString("latin1", 12, 16) === "IHDR";
    if (!isPng || bytes.length < 24) return undefined;
    return { format: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const START = 0xffd8;

/** Segments of a marker, a length and their content, until the one that starts the frame and has the size. */
function factsOfJpeg(bytes: Buffer): PictureFacts | undefined {
    if (bytes.length < 2 || bytes.readUInt16BE(0) !== START) return undefined;
    for (let at = 2; at + 9 <= bytes.length; ) {
        if (bytes[at] !== 0xff) return undefined;
        const marker = bytes.readUInt8(at + 1);
        if (marker === 0xff) {
            at += 1;
        } else if (startsFrame(marker)) {
            return { format: "jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
        } else {
            at += 2 + bytes.readUInt16BE(at + 2);
        }
    }
    return undefined;
}

/** SOF0 to SOF15, without the three in between that mean something else. */
function startsFrame(marker: number): boolean {
    return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** What is wrong with the bytes of a picture; undefined: nothing. */
export function wrongPicture(bytes: Buffer): string | undefined {
    const facts = factsOf(bytes);
    if (facts === undefined) return "must be a JPEG or PNG";
    if (facts.width !== facts.height) return `must be square, not ${facts.width} x ${facts.height} pixels`;
    if (facts.width < NARROWEST) return `must be at least ${NARROWEST} pixels wide, not ${facts.width}`;
    return undefined;
}
