import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "../process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A picture to take. */
export interface Shot {
    readonly html: string;
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly dark: boolean;
}

/** Chromium or Chrome: CHROME_PATH, else the first on PATH. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string {
    if (env.CHROME_PATH !== undefined) return env.CHROME_PATH;
    const folders = (env.PATH ?? "").split(path.delimiter);
    const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync);
    if (found !== undefined) return found;
    throw new Error(
        `there is no ${NAMES.join(", no ")} on PATH: install chromium, or set CHROME_PATH to a Chrome`,
    );
}

/** Takes the picture of a page, in a browser of its own that loads nothing else. */
export async function shoot(browser: string, { html, file, width, height, dark }: Shot): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), "screenshot-"));
    try {
        // Headless windows are at least 500 wide: a phone is a frame in one.
        const phone = width < 500;
        await writeFile(path.join(folder, "page.html"), html);
        await writeFile(
            path.join(folder, "frame.html"),
            `<!doctype html><style>body{margin:0}iframe{border:0;width:${width}px;height:${height}px}</style><iframe src="page.html"></iframe>`,
        );
        const page = path.join(folder, phone ? "frame.html" : "page.html");
        const { code, text } = await run(
            browser,
            [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                `--user-data-dir=${path.join(folder, "profile")}`,
                ...(dark
                    ? ["--blink-settings=preferredColorScheme=0"]
                    : ["--blink-settings=preferredColorScheme=1"]),
                `--window-size=${width},${height}`,
                `--screenshot=${file}`,
                pathToFileURL(page).href,
            ],
            { timeoutMs: 60_000 },
        );
        if (code !== 0 || !existsSync(file))
            throw new Error(`${browser} took no picture: ${text.slice(-500)}`);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
