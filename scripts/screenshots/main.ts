/**
 * `npm run screenshots [FOLDER]`: the report's comment and its page as a reader sees them, light and dark, wide and on
 * a phone. To be looked at after a change of either. Needs Chromium.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { html } from "../../report/render/html";
import { markdown } from "../../report/render/markdown";
import { findBrowser, shoot } from "./browser";
import { commentPage } from "./github";
import { AROUND, sample } from "./sample";

const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 1500 } };

async function main(folder = "screenshots"): Promise<void> {
    const browser = findBrowser();
    const report = sample();
    const pages = {
        comment: commentPage(markdown(report, AROUND), true),
        page: html(report, AROUND),
    };
    await mkdir(folder, { recursive: true });
    for (const [name, page] of Object.entries(pages)) {
        for (const [size, dimensions] of Object.entries(SIZES)) {
            for (const dark of [false, true]) {
                const file = path.resolve(folder, `${name}-${size}-${dark ? "dark" : "light"}.png`);
                await shoot(browser, { html: page, file, dark, ...dimensions });
                console.log(file);
            }
        }
    }
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
