/** The page in headless Chromium: what a person sees and does. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/index";
import { type Browser, launch } from "../../../scripts/browser";
import { sampleEmulator } from "../../../scripts/screenshots/emulatorWorld";
import { ID, PIN } from "../support/client";
import { type Look, lookAt } from "../support/look";

const OTHER = "106540352242923";

describe("the page in a browser", function () {
    this.timeout(600_000);
    let browser: Browser;
    before(async () => {
        browser = await launch();
    });
    after(() => browser?.close());

    const look = (...asked: Look): Promise<void> => lookAt(browser, ...asked);

    it("shows a number go off and come back, as its requests come", () =>
        look(
            { numbers: [{ id: ID, registered: true, pin: PIN, region: "DE" }] },
            async ({ client, page, card }) => {
                await card(ID).getByText("live", { exact: true }).waitFor();
                await client.deregister(ID);
                await card(ID).getByText("off", { exact: true }).waitFor();
                await page
                    .locator(".request", { hasText: `/${ID}/deregister` })
                    .getByText("200")
                    .waitFor();
                expect(await client.register(ID, "000000")).to.include({ status: 400 });
                await page.locator(".request.refused").getByText("400 · 133005").waitFor();
                await client.register(ID, PIN);
                await card(ID).getByText("live", { exact: true }).waitFor();
                await card(ID)
                    .getByRole("img", { name: /^2 register requests in 72 hours: .*; 8 left$/ })
                    .waitFor();
                expect(await page.content()).to.not.include(PIN);
            },
        ));

    it("changes a number behind its back, by mouse and by keyboard, and keeps the focus where it was", () =>
        look({ numbers: [{ id: ID, registered: true }] }, async ({ graph, page, card }) => {
            await card(ID).getByRole("button", { name: "Deregister" }).click();
            await page.getByText("is off the Cloud API.").waitFor();
            await card(ID).getByRole("button", { name: "Register", exact: true }).waitFor();
            expect(graph.number(ID).registered).to.equal(false);

            const toggle = card(ID).getByRole("group").getByRole("button").first();
            await toggle.focus();
            await page.keyboard.press("Enter");
            await card(ID).getByRole("button", { name: "Deregister" }).waitFor();
            expect(await page.evaluate("document.activeElement.textContent")).to.equal("Deregister");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Space");
            await card(ID).getByText("banned", { exact: true }).waitFor();
            expect(await page.evaluate("document.activeElement.textContent")).to.equal("Lift the ban");
        }));

    it("approves a name, moves the clock, plans a fault and removes it, clears the log", () =>
        look(
            { numbers: [{ id: ID, newDisplayName: "Jasper's Garden", newNameStatus: "PENDING_REVIEW" }] },
            async ({ graph, client, page, card }) => {
                await card(ID).getByText("Pending review").waitFor();
                await card(ID).getByRole("button", { name: "Approve the name" }).click();
                await card(ID).locator(".notice").getByText("Approved").waitFor();

                const before = graph.now();
                await page.getByRole("button", { name: "+72 hours" }).click();
                await page.getByText("3 d ahead of the real time").waitFor();
                expect(graph.now() - before).to.be.at.least(72 * 3_600_000);

                await page.getByRole("combobox", { name: "Request", exact: true }).selectOption("register");
                await page.getByRole("combobox", { name: "Number", exact: true }).selectOption(ID);
                await page.getByRole("combobox", { name: "What happens" }).selectOption("error-133016");
                await page.getByRole("spinbutton", { name: "Times" }).fill("2");
                await page.getByRole("button", { name: "Plan it" }).click();
                const planned = page.getByText(`register of ${ID}: error 133016`);
                await planned.waitFor();
                expect((await client.register(ID)).body.error.code).to.equal(133016);
                await page.locator(".request.disturbed").getByText("133016").waitFor();
                await page.getByText("(1 time)").waitFor();
                await page.getByRole("button", { name: "Remove all" }).click();
                await planned.waitFor({ state: "detached" });
                expect((await client.register(ID)).status).to.equal(200);

                await page.locator(".request").nth(1).waitFor();
                await page.getByRole("button", { name: "Clear" }).click();
                await page.getByText("None yet.").waitFor();
                expect(graph.requests).to.deep.equal([]);
            },
        ));

    it("says what the emulator refuses", () =>
        look(
            {},
            async ({ graph, page, card }) => {
                await card(ID).waitFor();
                await page.route("**/_emulator/numbers/*", (route) =>
                    route.fulfill({ status: 400, json: { error: "the emulator has no number 1" } }),
                );
                await card(ID).getByRole("button", { name: "Ban" }).click();
                await page.locator(".said.bad").getByText("the emulator has no number 1").waitFor();
                expect(graph.number(ID).status).to.equal("PENDING");
            },
            { expected: /status of 400/ },
        ));

    it("shows a code that was sent, the webhook, and the profile as a phone does", async () =>
        look(await sampleEmulator(), async ({ graph, page, card }) => {
            const { code } = graph.number("106540352242925");
            await card("106540352242925")
                .getByText(code?.code ?? "none")
                .waitFor();
            const shop = card(ID);
            await shop.getByText("Webhook").click();
            await shop.getByText("of the application, app 67084829").waitFor();
            await shop.getByText("Profile").click();
            const phone = shop.locator(".phone");
            for (const text of [
                "@jaspersmarket",
                "Marktplatz 3, Berlin",
                "When do you open?",
                "/order",
                "Grocery",
            ]) {
                await phone.getByText(text).waitFor();
            }
            // What is open stays open when something else changes.
            graph.change(ID, { profile: { about: "Closed today" } });
            await phone.getByText("Closed today").waitFor();
            await page.locator(".request summary").first().click();
            await page.locator(".request[open] dl").waitFor();
        }));

    it("shows what others wrote as text, whatever it is", async () => {
        const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script>"'&\u202egnp.exe`;
        const seed = {
            numbers: [
                {
                    ...{ id: ID, verifiedName: hostile, status: hostile },
                    ...{
                        nameStatus: hostile,
                        newDisplayName: hostile,
                        newNameStatus: hostile,
                        username: hostile,
                    },
                    ...{ platformType: hostile, qualityRating: hostile },
                    profile: {
                        about: hostile,
                        description: hostile,
                        websites: ["javascript:alert(3)", hostile],
                    },
                    conversationalAutomation: {
                        prompts: [hostile],
                        commands: [{ command_name: hostile, command_description: hostile }],
                    },
                    webhookOverrides: {
                        "67084829": { uri: `https://x.example/${hostile}`, verifyToken: "V" },
                    },
                },
            ],
            wabas: [{ id: "102290129340398", subscribedApps: ["67084829"] }],
        };
        await look(seed, async ({ client, page, card }) => {
            await client.post(
                `/${encodeURIComponent(hostile)}?${new URLSearchParams({ [hostile]: hostile })}`,
                {
                    [hostile]: hostile,
                },
            );
            await card(ID).getByText("Profile").click();
            await card(ID).getByText("Webhook").click();
            await page.locator(".request summary").click();
            expect(await card(ID).locator(".name").textContent()).to.equal(hostile);
            expect(await page.locator(".request dl").textContent()).to.include("<script>alert(2)");
            expect(await page.locator("main img, main script, main a").count()).to.equal(0);
        });
    });

    it("finds a number among many", () =>
        look(
            {
                numbers: Array.from({ length: 70 }, (_, at) => ({
                    id: String(1000 + at),
                    verifiedName: `Shop ${at}`,
                })),
            },
            async ({ page }) => {
                await page.getByText("The first 60 of 70.").waitFor();
                await page.getByRole("searchbox").fill("shop 69");
                await page.locator(".card .name").getByText("Shop 69").waitFor();
                await page.locator('article[data-key="1000"]').waitFor({ state: "detached" });
                await page.getByRole("searchbox").fill("nobody");
                await page.getByText("None of the 70 numbers has that.").waitFor();
            },
        ));

    it("says when the emulator is gone, and shows the next one at the same address", async () => {
        const first = await startEmulator({ numbers: [{ id: ID }] });
        const port = Number(new URL(first.url).port);
        let second: Emulator | undefined;
        try {
            await look(
                first,
                async ({ client, page, card }) => {
                    await client.get(`/${ID}`);
                    await page.locator(".request").waitFor();
                    await first.close();
                    await page.getByText("the emulator does not answer; trying again").waitFor();
                    second = await startEmulator({ port, numbers: [{ id: OTHER }] });
                    await card(OTHER).waitFor();
                    await card(ID).waitFor({ state: "detached" });
                    await page.getByText("None yet.").waitFor();
                },
                { expected: /net::ERR_/ },
            );
        } finally {
            await second?.close();
        }
    });

    for (const width of [360, 768, 1280, 1920]) {
        it(`fits a window of ${width} pixels`, async () =>
            look(
                await sampleEmulator(),
                async ({ page, card }) => {
                    await card(ID).getByText("Profile").click();
                    await page.locator(".request summary").first().click();
                    const over =
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth";
                    expect(await page.evaluate(over)).to.equal(0);
                },
                { width },
            ));
    }

    for (const dark of [false, true]) {
        it(`has nothing that axe finds wrong, ${dark ? "dark" : "light"}: labels, roles, contrast`, async () =>
            look(
                await sampleEmulator(),
                async ({ page, card }) => {
                    for (const id of [ID, OTHER]) await card(id).getByText("Profile").click();
                    await card(ID).getByText("Webhook").click();
                    await page.locator(".request summary").first().click();
                    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
                    const found = await page.evaluate("axe.run(document)");
                    const { violations, passes } = found as Record<
                        "violations" | "passes",
                        { id: string; nodes: { html: string; failureSummary: string }[] }[]
                    >;
                    expect(passes.map(({ id }) => id)).to.include.members([
                        "color-contrast",
                        "label",
                        "button-name",
                    ]);
                    const words = violations.map(
                        ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
                    );
                    expect(words).to.deep.equal([]);
                },
                { dark, bypassCSP: true },
            ));
    }
});
