import { expect } from "chai";
import { memoryJournal } from "../../../provider/run/journal";
import { memoryOf } from "../../../provider/run/memory";
import { memoryRunRegistry } from "../../../provider/run/runRegistry";
import { Session } from "../../../provider/run/session";

/** A session that notes what is read of its configuration and how many memories it makes. */
function watched() {
    const asked: string[] = [];
    let memories = 0;
    const session = new Session({
        env: {},
        ports: () => Promise.reject(new Error("no request is sent here")),
        memory: ({ graph }) => {
            memories++;
            return memoryOf(memoryJournal(), graph.apiVersion);
        },
        registry: memoryRunRegistry,
        isDestroy: () => false,
        now: Date.now,
        say: () => undefined,
    });
    const configure = (values: Record<string, string>) =>
        session.configure((key) => {
            asked.push(key);
            return values[key];
        });
    return { session, asked, configure, memories: () => memories };
}

describe("the configuration of a provider's process", () => {
    it("is read once, however many numbers ask for it", () => {
        const { session, asked, configure, memories } = watched();
        configure({ "whatsapp:apiVersion": "v24.0" });
        const first = session.settings();
        const read = [...asked];
        for (let number = 0; number < 100; number++) {
            expect(session.settings()).to.equal(first);
            session.memory();
        }
        expect(first.graph.apiVersion).to.equal("v24.0");
        expect(asked).to.deep.equal(read).and.not.deep.equal([]);
        expect(memories()).to.equal(1);
    });

    it("is read again once it is another one, and what is remembered stays if it says the same", () => {
        const { session, configure, memories } = watched();
        configure({ "whatsapp:apiVersion": "v24.0" });
        const memory = session.memory();
        configure({ "whatsapp:apiVersion": "v24.0" });
        expect(session.memory()).to.equal(memory);
        configure({ "whatsapp:apiVersion": "v25.0" });
        expect(session.settings().graph.apiVersion).to.equal("v25.0");
        expect(session.memory()).to.not.equal(memory);
        expect(memories()).to.equal(2);
    });

    it("is refused each time while it can't be used", () => {
        const { session, configure } = watched();
        configure({ "whatsapp:apiVersion": "latest" });
        expect(() => session.settings()).to.throw("whatsapp:apiVersion");
        expect(() => session.memory()).to.throw("whatsapp:apiVersion");
        configure({});
        expect(session.settings().graph.apiVersion).to.match(/^v\d/);
    });
});
