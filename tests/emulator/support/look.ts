import { expect } from "chai";
import type { Locator } from "playwright-core";
import { type Emulator, type StartOptions, startEmulator } from "../../../emulator/index";
import type { Browser, Page } from "../../../scripts/browser";
import { Client, ID } from "./client";

/** As long as a slow machine needs: nothing here waits for a time. */
const PATIENCE = 60_000;

/** What a test gets. */
export interface Seen {
    readonly graph: Emulator;
    readonly client: Client;
    readonly page: Page;
    readonly card: (id: string) => Locator;
}

/** How it is looked at. */
interface View {
    readonly width?: number;
    readonly dark?: boolean;
    /** For a test's own script. */
    readonly bypassCSP?: boolean;
    /** What the browser may tell the console of what the test does. */
    readonly expected?: RegExp;
}

/** An emulator, or how to start one with a number; a test; and how the page is looked at. */
export type Look = [options: StartOptions | Emulator, test: (seen: Seen) => Promise<void>, view?: View];

/** Opens the page of an emulator, and closes both; nothing may go wrong in it, and nothing may come from elsewhere. */
export async function lookAt(browser: Browser, ...[options, test, view = {}]: Look): Promise<void> {
    const graph = "url" in options ? options : await startEmulator({ numbers: [{ id: ID }], ...options });
    const context = await browser.newContext({
        viewport: { width: view.width ?? 1280, height: 900 },
        colorScheme: view.dark === true ? "dark" : "light",
        reducedMotion: "reduce",
        bypassCSP: view.bypassCSP ?? false,
    });
    context.setDefaultTimeout(PATIENCE);
    const troubles: string[] = [];
    try {
        const page = await context.newPage();
        page.on("pageerror", (error) => troubles.push(error.message));
        page.on("console", (line) => {
            const isExpected = view.expected?.test(line.text()) === true;
            if (line.type() === "error" && !isExpected) troubles.push(line.text());
        });
        page.on("dialog", (dialog) => {
            troubles.push(`dialog: ${dialog.message()}`);
            void dialog.dismiss();
        });
        page.on("request", (request) => {
            if (!request.url().startsWith(`${graph.url}/_emulator/`)) troubles.push(request.url());
        });
        await page.goto(`${graph.url}/_emulator/ui`);
        await page.getByText(`live at ${new URL(graph.url).host}`).waitFor();
        const card = (id: string) => page.locator(`article[data-key="${id}"]`);
        await test({ graph, client: new Client(graph), page, card });
        expect(troubles).to.deep.equal([]);
    } finally {
        await context.close();
        await graph.close();
    }
}
