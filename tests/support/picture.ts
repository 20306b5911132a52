/**
 * A PNG file as far as anybody looks: its signature, and a header that gives its size in pixels.
 * @param tail more bytes: a picture with others is another one.
 */
export function png(width = 640, height = width, tail = ""): Buffer {
    const size = Buffer.alloc(8);
    size.writeUInt32BE(width, 0);
    size.writeUInt32BE(height, 4);
    const start = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
    return Buffer.concat([start, size, Buffer.from(tail)]);
}
