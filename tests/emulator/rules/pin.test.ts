import { expect } from "chai";
import { details, ID, OTHER_PIN, outcome, PIN, withEmulator } from "../support/client";

const HOUR = 3_600_000;
const live = { id: ID, registered: true, pin: PIN };

describe("the two-step verification PIN", () => {
    it("is set on a registered number without the old one", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            expect((await client.post(`/${ID}`, { pin: OTHER_PIN })).body).to.deep.equal({ success: true });
            expect(graph.number(ID).pin).to.equal(OTHER_PIN);
            expect(graph.number(ID).registerRequests).to.deep.equal([]);
        }));

    it("can't be set on an unregistered number: 133010", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN }] }, async ({ graph, client }) => {
            const answer = await client.post(`/${ID}`, { pin: OTHER_PIN });
            expect(outcome(answer)).to.equal("400 133010");
            expect(answer.body.error.message).to.equal("(#133010) Account not registered");
            expect(graph.number(ID).pin).to.equal(PIN);
        }));

    for (const pin of ["12345", "1234567", "12345a"]) {
        it(`${pin} is refused as a PIN`, () =>
            withEmulator({ numbers: [live] }, async ({ client }) => {
                expect(outcome(await client.post(`/${ID}`, { pin }))).to.equal("400 100");
            }));
    }

    it("empty is allowed and changes nothing: no API turns two-step verification off", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            expect(outcome(await client.post(`/${ID}`, { pin: "" }))).to.equal("ok");
            expect(graph.number(ID).pin).to.equal(PIN);
        }));

    it("may come inside whatsapp_business_api_data", () =>
        withEmulator({ numbers: [live] }, async ({ graph, client }) => {
            await client.post(`/${ID}`, { whatsapp_business_api_data: { pin: OTHER_PIN } });
            expect(graph.number(ID).pin).to.equal(OTHER_PIN);
        }));

    it("guessed wrong too often in an hour is 133009, also with the right PIN, until the hour is over", () =>
        withEmulator({ numbers: [live], switches: { pinGuessesPerHour: 2 } }, async ({ graph, client }) => {
            await client.register(ID, OTHER_PIN);
            await client.register(ID, OTHER_PIN);
            const answer = await client.register(ID, PIN);
            expect(outcome(answer)).to.equal("400 133009");
            expect(details(answer)).to.match(/Please wait 3\d{3} seconds/);
            graph.advance(HOUR + 1);
            expect(outcome(await client.register(ID, PIN))).to.equal("ok");
        }));

    it("guessed wrong too often in 12 hours is 133008", () =>
        withEmulator(
            { numbers: [live], switches: { pinGuessesPer12Hours: 3 } },
            async ({ graph, client }) => {
                for (let left = 3; left > 0; left -= 1) {
                    await client.register(ID, OTHER_PIN);
                }
                expect(outcome(await client.register(ID, PIN))).to.equal("400 133008");
                graph.advance(12 * HOUR + 1);
                expect(outcome(await client.register(ID, PIN))).to.equal("ok");
            },
        ));

    it("wrong wrongPinsDemandVerification times in a row, register is 133006 although the node says VERIFIED", () =>
        withEmulator(
            { numbers: [live], switches: { wrongPinsDemandVerification: 3 } },
            async ({ graph, client }) => {
                const outcomes: string[] = [];
                for (const pin of [OTHER_PIN, OTHER_PIN, PIN, OTHER_PIN, OTHER_PIN, OTHER_PIN, PIN]) {
                    outcomes.push(outcome(await client.register(ID, pin)));
                }
                const wrong = "400 133005";
                expect(outcomes).to.deep.equal([wrong, wrong, "ok", wrong, wrong, wrong, "400 133006"]);
                const { body } = await client.get(`/${ID}?fields=code_verification_status`);
                expect(body.code_verification_status).to.equal("VERIFIED");
                graph.advance(30 * 24 * HOUR);
                expect(outcome(await client.register(ID, PIN))).to.equal("400 133006");
            },
        ));

    it("wrong ever so often, it is 133005 and never 133006 while wrongPinsDemandVerification is 0", () =>
        withEmulator(
            { numbers: [live], switches: { pinGuessesPerHour: 0, pinGuessesPer12Hours: 0 } },
            async ({ client }) => {
                for (let left = 9; left > 0; left -= 1) {
                    expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("400 133005");
                }
                expect(outcome(await client.register(ID, PIN))).to.equal("ok");
            },
        ));

    it("set again, forgets the wrong guesses", () =>
        withEmulator({ numbers: [live], switches: { pinGuessesPerHour: 1 } }, async ({ client }) => {
            await client.register(ID, OTHER_PIN);
            await client.post(`/${ID}`, { pin: OTHER_PIN });
            expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("ok");
        }));

    describe("pinMode=evolved", () => {
        it("registering a registered number succeeds with any PIN, keeps the old one, and says so", () =>
            withEmulator({ numbers: [live], switches: { pinMode: "evolved" } }, async ({ graph, client }) => {
                const answer = await client.register(ID, OTHER_PIN);
                expect(answer.body).to.deep.equal({ success: true, already_registered: true });
                expect(graph.number(ID).pin).to.equal(PIN);
            }));

        it("alreadyRegisteredField names the field, or leaves it out when empty", () =>
            withEmulator({ numbers: [live], switches: { pinMode: "evolved" } }, async ({ graph, client }) => {
                graph.set({ alreadyRegisteredField: "is_already_registered" });
                expect((await client.register(ID)).body).to.have.property("is_already_registered", true);
                graph.set({ alreadyRegisteredField: "" });
                expect((await client.register(ID)).body).to.deep.equal({ success: true });
            }));

        it("an unregistered number's PIN is still checked", () =>
            withEmulator(
                { numbers: [{ id: ID, pin: PIN }], switches: { pinMode: "evolved" } },
                async ({ client }) => {
                    expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("400 133005");
                },
            ));
    });

    describe("pinMode=retired", () => {
        const retired = { numbers: [{ id: ID, pin: PIN }], switches: { pinMode: "retired" } } as const;

        it("no PIN is checked or kept, but six digits must still be sent", () =>
            withEmulator({ ...retired, numbers: [...retired.numbers] }, async ({ graph, client }) => {
                expect(outcome(await client.register(ID, "12"))).to.equal("400 100");
                expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("ok");
                expect(graph.number(ID).pin).to.equal(undefined);
                expect((await client.get(`/${ID}?fields=is_pin_enabled`)).body.is_pin_enabled).to.equal(
                    false,
                );
            }));

        it("setPinWhenRetired decides what setting one does", () =>
            withEmulator({ ...retired, numbers: [{ ...live }] }, async ({ graph, client }) => {
                expect(outcome(await client.post(`/${ID}`, { pin: OTHER_PIN }))).to.equal("400 100");
                graph.set({ setPinWhenRetired: "accepted" });
                expect(outcome(await client.post(`/${ID}`, { pin: OTHER_PIN }))).to.equal("ok");
                expect(graph.number(ID).pin).to.equal(PIN);
            }));

        it("may hold for one number only", () =>
            withEmulator(
                { numbers: [live, { ...live, id: "2", pinMode: "retired" }] },
                async ({ client }) => {
                    expect(outcome(await client.register(ID, OTHER_PIN))).to.equal("400 133005");
                    expect(outcome(await client.register("2", OTHER_PIN))).to.equal("ok");
                },
            ));
    });
});
