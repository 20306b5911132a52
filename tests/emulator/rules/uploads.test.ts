import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { wrongPicture } from "../../../emulator/rules/pictures";
import { png } from "../../support/picture";
import { type Client, details, ID, outcome, withEmulator } from "../support/client";

const APP = "67084829";

/** The beginning of a file, which says how large its picture is. */
const jpeg = (width: number, height = width, frame = 0xc0) => {
    // A comment comes first, as a camera's data would.
    const bytes = Buffer.from(`ffd8fffe0006${"00".repeat(4)}ffff${frame.toString(16)}001108`, "hex");
    const size = Buffer.alloc(4);
    size.writeUInt16BE(height, 0);
    size.writeUInt16BE(width, 2);
    return Buffer.concat([bytes, size, Buffer.alloc(4)]);
};
const FILE = png(640);
const profile = `/${ID}/whatsapp_business_profile`;

const start = (client: Client, query = `file_length=${FILE.length}&file_type=image/png`, app = APP) =>
    client.send("POST", `/${app}/uploads?file_name=a.png&${query}`);

const send = (
    client: Client,
    session: string,
    bytes: Buffer,
    offset: string | number = 0,
    scheme = "OAuth",
) =>
    client.send("POST", `/${session}`, {
        body: new Uint8Array(bytes),
        headers: { authorization: `${scheme} EMULATOR-TOKEN`, file_offset: String(offset) },
    });

const usePicture = (client: Client, handle: string) =>
    client.post(profile, { messaging_product: "whatsapp", profile_picture_handle: handle });

const picture = async (client: Client) =>
    (await client.get(`${profile}?fields=profile_picture_url`)).body.data[0].profile_picture_url;

describe("the resumable upload", () => {
    for (const uploadSession of ["plain", "signed"] as const) {
        it(`becomes a picture once, with uploadSession=${uploadSession}`, () =>
            withEmulator({ switches: { uploadSession } }, async ({ graph, client }) => {
                const session = (await start(client)).body.id;
                expect(session).to.match(
                    uploadSession === "plain" ? /^upload:[^?]+$/ : /^upload:.+\?sig=.+$/,
                );
                const { body } = await send(client, session, FILE);
                expect(body).to.have.keys("h");
                expect(outcome(await usePicture(client, body.h))).to.equal("ok");
                const url = await picture(client);
                expect(url).to.include(graph.number(ID).picture?.sha256);
                expect(outcome(await usePicture(client, body.h))).to.equal("400 100");
                graph.advance(1000);
                expect(await picture(client)).not.to.equal(url);
                expect(graph.number(ID).picture).to.deep.equal({
                    sha256: createHash("sha256").update(FILE).digest("hex"),
                    type: "image/png",
                    bytes: FILE.length,
                });
            }));
    }

    it("a signed session needs its signature", () =>
        withEmulator({ switches: { uploadSession: "signed" } }, async ({ client }) => {
            const session = String((await start(client)).body.id).split("?")[0] ?? "";
            expect(outcome(await send(client, session, FILE))).to.equal("400 100/33");
        }));

    it("goes on where it stopped", () =>
        withEmulator({}, async ({ client }) => {
            const session = (await start(client)).body.id;
            await send(client, session, FILE.subarray(0, 9));
            expect((await client.get(`/${session}`)).body).to.deep.equal({ id: session, file_offset: 9 });
            expect(outcome(await send(client, session, FILE.subarray(9), 0))).to.equal("400 100");
            expect((await send(client, session, FILE.subarray(9), 9)).body).to.have.keys("h");
            expect(outcome(await send(client, session, FILE, FILE.length))).to.equal("400 100");
        }));

    for (const query of [
        "file_type=image/png",
        "file_length=0&file_type=image/png",
        "file_length=5242881&file_type=image/png",
        "file_length=9&file_type=image/gif",
        "file_length=9",
    ]) {
        it(`${query} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await start(client, query))).to.equal("400 100");
            }));
    }

    it("needs its app, its session, the offset and no more bytes than announced", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await start(client, undefined, "999"))).to.equal("400 100/33");
            expect(outcome(await send(client, "upload:nothing", FILE))).to.equal("400 100/33");
            expect(outcome(await client.get("/upload:nothing"))).to.equal("400 100/33");
            const session = (await start(client)).body.id;
            expect(outcome(await send(client, session, FILE, ""))).to.equal("400 100");
            expect(outcome(await send(client, session, Buffer.concat([FILE, FILE])))).to.equal("400 100");
        }));

    it("uploadBearer decides about Bearer tokens", () =>
        withEmulator({}, async ({ graph, client }) => {
            const session = (await start(client)).body.id;
            const refused = await send(client, session, FILE, 0, "Bearer");
            expect(outcome(refused)).to.equal("401 190");
            // Nothing has expired.
            expect(refused.body.error).to.not.have.any.keys("error_data", "error_subcode");
            graph.set({ uploadBearer: "accepted" });
            expect(outcome(await send(client, session, FILE, 0, "Bearer"))).to.equal("ok");
        }));

    const PICTURES: readonly [string, Buffer, string][] = [
        ["a PNG of 640 pixels", png(640), "ok"],
        ["a PNG of 192 pixels", png(192), "ok"],
        ["a PNG of 191 pixels", png(191), "must be at least 192 pixels wide, not 191"],
        ["a PNG that is not square", png(640, 480), "must be square, not 640 x 480 pixels"],
        ["a PNG without its size", png(640).subarray(0, 20), "must be a JPEG or PNG"],
        ["a JPEG", jpeg(640), "ok"],
        ["a progressive JPEG", jpeg(640, 640, 0xc2), "ok"],
        ["a JPEG that is not square", jpeg(640, 641), "must be square, not 640 x 641 pixels"],
        ["a JPEG without a frame", jpeg(640, 640, 0xc4), "must be a JPEG or PNG"],
        ["a GIF", Buffer.from("GIF89a, and more bytes than that"), "must be a JPEG or PNG"],
        ["one byte", Buffer.from("f"), "must be a JPEG or PNG"],
    ];
    for (const [what, bytes, answer] of PICTURES) {
        it(`pictureRules: ${what}: ${answer}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const session = (await start(client, `file_length=${bytes.length}&file_type=image/png`)).body
                    .id;
                const { h } = (await send(client, session, bytes)).body;
                const used = await usePicture(client, h);
                expect(answer === "ok" ? outcome(used) : details(used)).to.contain(answer);
                expect(graph.number(ID).picture === undefined).to.equal(answer !== "ok");
                graph.set({ pictureRules: "unchecked" });
                if (answer !== "ok") expect(outcome(await usePicture(client, h))).to.equal("ok");
            }));
    }

    it("any bytes at all are a picture or none", () => {
        fc.assert(
            fc.property(
                fc.uint8Array({ maxLength: 64 }),
                fc.constantFrom("", "ffd8", "ffd8ff"),
                (bytes, head) => {
                    const all = Buffer.concat([Buffer.from(head, "hex"), bytes]);
                    expect(["undefined", "string"]).to.include(typeof wrongPicture(all));
                },
            ),
        );
    });

    it("a handle dies after uploadHandleMs", () =>
        withEmulator({ switches: { uploadHandleMs: 60_000 } }, async ({ graph, client }) => {
            const { h } = (await send(client, (await start(client)).body.id, FILE)).body;
            graph.advance(60_000);
            expect(outcome(await usePicture(client, h))).to.equal("400 100");
        }));

    it("emptyPictureHandle decides what an empty handle does", () =>
        withEmulator({ switches: { emptyPictureHandle: "ignored" } }, async ({ graph, client }) => {
            graph.change(ID, { picture: { sha256: "ab", type: "image/png", bytes: 2 } });
            expect(outcome(await usePicture(client, ""))).to.equal("ok");
            expect(await picture(client)).to.include("/ab_n.jpg");
            graph.set({ emptyPictureHandle: "removes" });
            expect(outcome(await usePicture(client, ""))).to.equal("ok");
            expect(await picture(client)).to.equal(undefined);
        }));
});
