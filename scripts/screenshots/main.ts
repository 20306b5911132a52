/**
 * `npm run screenshots [FOLDER]`: the report's comment, its page and the emulator's page as a reader sees them, light
 * and dark, wide and on a phone. To be looked at after a change. `npm run screenshots -- --docs [NAME…]` redraws those
 * that the documentation shows: all, or comment, page, emulator. Finds Chromium, or fetches one.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { html } from "../../report/render/html";
import { markdown } from "../../report/render/markdown";
import { launch, type Shot, shoot } from "../browser";
import { sampleEmulator } from "./emulatorWorld";
import { commentPage } from "./github";
import { AROUND, sample } from "./sample";

const IMAGES = path.resolve(__dirname, "../../docs/images");
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 1500 } };

type Pages = Readonly<Record<"comment" | "page" | "emulator", Shot["open"]>>;

/** Every picture that a change has to be looked at in. */
function all(folder: string, pages: Pages): Shot[] {
    return Object.entries(pages).flatMap(([name, open]) =>
        Object.entries(SIZES).flatMap(([size, dimensions]) =>
            [false, true].map((dark) => {
                const file = path.resolve(folder, `${name}-${size}-${dark ? "dark" : "light"}.png`);
                return { open, file, dark, ...dimensions };
            }),
        ),
    );
}

/** The pictures of the documentation: the top of each, small. */
function docs({ comment, page, emulator }: Pages, only: readonly string[]): Shot[] {
    const shots = [
        { open: comment, name: "comment", width: 900, height: 770 },
        { open: page, name: "page", width: 1120, height: 690 },
        { open: emulator, name: "emulator", width: 1180, height: 650 },
    ];
    return shots
        .filter(({ name }) => only.length === 0 || only.includes(name))
        .map(({ name, ...shot }) => ({ ...shot, dark: false, file: path.join(IMAGES, `${name}.png`) }));
}

/** `open`: the first details are unfolded. */
function pagesOf(url: string, { open }: { readonly open: boolean }): Pages {
    const report = sample();
    const [comment, page] = [commentPage(markdown(report, AROUND), open), html(report, AROUND)];
    return {
        comment: (tab) => tab.setContent(comment),
        page: (tab) => tab.setContent(page),
        emulator: async (tab) => {
            await tab.goto(`${url}/_emulator/ui`);
            await tab.locator(".card").first().waitFor();
            if (!open) return;
            await tab.locator(".card summary", { hasText: "Profile" }).first().click();
            await tab.locator(".request summary").nth(1).click();
            await tab.evaluate("scrollTo(0, 0)");
        },
    };
}

async function main([first = "screenshots", ...names]: string[]): Promise<void> {
    const isForDocs = first === "--docs";
    const emulator = await sampleEmulator();
    const browser = await launch();
    try {
        const pages = pagesOf(emulator.url, { open: !isForDocs });
        for (const shot of isForDocs ? docs(pages, names) : all(first, pages)) {
            await mkdir(path.dirname(shot.file), { recursive: true });
            await shoot(browser, shot);
            console.log(shot.file);
        }
    } finally {
        await browser.close();
        await emulator.close();
    }
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
