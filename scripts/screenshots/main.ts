/**
 * `npm run screenshots [FOLDER]`: the report's comment and its page as a reader sees them, light and dark, wide and on
 * a phone. To be looked at after a change of either. `npm run screenshots -- --docs` redraws the two that docs/report.md
 * shows. Needs Chromium.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { html } from "../../report/render/html";
import { markdown } from "../../report/render/markdown";
import { findBrowser, type Shot, shoot } from "./browser";
import { commentPage } from "./github";
import { AROUND, sample } from "./sample";

const IMAGES = path.resolve(__dirname, "../../docs/images");
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 1500 } };

/** Every picture that a change has to be looked at in. */
function all(folder: string): Shot[] {
    const pages = pagesOf({ open: true });
    return Object.entries(pages).flatMap(([name, page]) =>
        Object.entries(SIZES).flatMap(([size, dimensions]) =>
            [false, true].map((dark) => {
                const file = path.resolve(folder, `${name}-${size}-${dark ? "dark" : "light"}.png`);
                return { html: page, file, dark, ...dimensions };
            }),
        ),
    );
}

/** The pictures of the documentation: the top of each, small. */
function docs(): Shot[] {
    const { comment, page } = pagesOf({ open: false });
    return [
        { html: comment, file: path.join(IMAGES, "comment.png"), dark: false, width: 900, height: 770 },
        { html: page, file: path.join(IMAGES, "page.png"), dark: false, width: 1120, height: 690 },
    ];
}

/** `open`: the first details are unfolded. */
function pagesOf({ open }: { readonly open: boolean }): { readonly comment: string; readonly page: string } {
    const report = sample();
    return { comment: commentPage(markdown(report, AROUND), open), page: html(report, AROUND) };
}

async function main(argument = "screenshots"): Promise<void> {
    const browser = findBrowser();
    const shots = argument === "--docs" ? docs() : all(argument);
    for (const shot of shots) {
        await mkdir(path.dirname(shot.file), { recursive: true });
        await shoot(browser, shot);
        console.log(shot.file);
    }
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
