/** The controls over HTTP, for other processes. */
import { type Context, Hono } from "hono";
import type { Emulator, Fault } from "../api";
import { CLOCK_CHANGE, NOTHING } from "../schema/control";
import { parseJson } from "../schema/json";
import { Refused, read } from "../schema/read";
import type { SomeSwitches } from "../schema/switches";
import type { AppPatch, NumberPatch, Seed, WabaPatch } from "../state";

/** The path of the controls, which Graph does not use. */
export const CONTROL = "/_emulator";

/** What the controls need: the emulator, and a way to wait until a change is saved. */
interface ControlDeps {
    readonly emulator: Omit<Emulator, "close" | "fetch" | "url" | typeof Symbol.asyncDispose>;
    readonly faults: () => unknown;
    readonly saved: () => Promise<void>;
    readonly log: (line: string) => void;
}

/** The app below {@link CONTROL}. */
export function controlApp({ emulator, faults, saved, log }: ControlDeps): Hono {
    const app = new Hono();
    const done = { ok: true };
    app.onError((error, c) => {
        if (error instanceof Refused) return c.json({ error: error.message }, 400);
        log(`a control failed: ${error.stack ?? error.message}`);
        return c.json({ error: error.message }, 500);
    });
    app.use(async (c, next) => {
        checkQuery(c);
        await next();
        await saved();
    });

    app.get("/state", (c) => c.json(emulator.state()));
    app.post("/seed", async (c) => {
        emulator.seed(await given<Seed>(c));
        return c.json(done);
    });
    app.post("/reset", async (c) => {
        await nothingIn(c);
        emulator.reset();
        return c.json(done);
    });
    app.get("/numbers/:id", (c) => c.json(emulator.number(c.req.param("id"))));
    app.patch("/numbers/:id", async (c) => {
        emulator.change(c.req.param("id"), await given<NumberPatch>(c));
        return c.json(emulator.number(c.req.param("id")));
    });
    app.delete("/numbers/:id", async (c) => {
        await nothingIn(c);
        emulator.remove(c.req.param("id"));
        return c.json(done);
    });
    app.patch("/wabas/:id", async (c) => {
        emulator.changeWaba(c.req.param("id"), await given<WabaPatch>(c));
        return c.json(done);
    });

    app.patch("/apps/:id", async (c) => {
        emulator.changeApp(c.req.param("id"), await given<AppPatch>(c));
        return c.json(done);
    });

    app.get("/clock", (c) => c.json({ now: emulator.now() }));
    app.post("/clock", async (c) => {
        const { advance } = read(CLOCK_CHANGE, await given(c), "the change of the clock");
        if (advance === undefined) emulator.resetClock();
        else emulator.advance(advance);
        return c.json({ now: emulator.now() });
    });

    app.get("/faults", (c) => c.json(faults()));
    app.post("/faults", async (c) => c.json({ id: emulator.fail(await given<Fault>(c)) }));
    app.delete("/faults", async (c) => {
        await nothingIn(c);
        emulator.clearFaults();
        return c.json(done);
    });

    app.get("/requests", (c) =>
        c.json(c.req.query("writes") === undefined ? emulator.requests : emulator.writes()),
    );
    app.delete("/requests", async (c) => {
        await nothingIn(c);
        emulator.clearRequests();
        return c.json(done);
    });

    app.get("/deliveries", (c) => c.json(emulator.deliveries));

    app.get("/switches", (c) => c.json(emulator.state().switches));
    app.patch("/switches", async (c) => {
        emulator.set(await given<SomeSwitches>(c));
        return c.json(emulator.state().switches);
    });
    return app;
}

/** What controls take in their query; a word that they don't know would change nothing, unnoticed. */
const QUERIES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
    "/requests": { writes: /^(true|1)?$/ },
    "/events": { find: /^/ },
};

function checkQuery({ req }: Context): void {
    const known = QUERIES[req.path.slice(CONTROL.length)] ?? {};
    for (const [name, value] of Object.entries(req.query())) {
        const form = Object.hasOwn(known, name) ? known[name] : undefined;
        if (form === undefined) throw new Refused(`${req.method} ${req.path} has no parameter ${name}`);
        if (!form.test(value)) {
            throw new Refused(`${name} of ${req.method} ${req.path} is there or not: leave ${value} out`);
        }
    }
}

/** The answer where there is no such control. */
export function noControl(c: Context): Response {
    return c.json(
        { error: `there is no control ${c.req.method} ${c.req.path}; docs/emulator.md lists them` },
        404,
    );
}

/** The body. It has no type yet: the caller reads it by its schema. */
async function given<Type>(c: Context): Promise<Type> {
    const text = await c.req.text();
    try {
        return parseJson(text) as Type;
    } catch (error) {
        throw new Refused(
            `the body of ${c.req.method} ${c.req.path} is not JSON: ${(error as Error).message}`,
        );
    }
}

async function nothingIn(c: Context): Promise<void> {
    if ((await c.req.text()).trim() !== "") read(NOTHING, await given(c), "the body");
}
