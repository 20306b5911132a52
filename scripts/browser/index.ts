/** Headless Chromium, and the pictures it takes. */
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "./find";

export type { Browser, Page } from "playwright-core";

/** A picture to take. */
export interface Shot {
    /** Brings the page to what is to be seen. */
    readonly open: (page: Page) => Promise<void>;
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly dark: boolean;
}

/** Starts a browser; the caller closes it. */
export async function launch(): Promise<Browser> {
    const { command, env } = await findBrowser();
    const inherited = Object.entries(process.env).filter(
        (each): each is [string, string] => each[1] !== undefined,
    );
    return chromium.launch({
        executablePath: command,
        env: { ...Object.fromEntries(inherited), ...env },
        // Root has no sandbox; nothing but our own pages is opened.
        chromiumSandbox: false,
        args: ["--disable-quic", "--disable-background-networking", "--disable-component-update"],
    });
}

/** Takes the picture of a page. */
export async function shoot(browser: Browser, { open, file, width, height, dark }: Shot): Promise<void> {
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
    });
    try {
        const page = await context.newPage();
        await open(page);
        await page.screenshot({ path: path.resolve(file) });
    } finally {
        await context.close();
    }
}
