/** The controls over HTTP, for other processes. */
import { Hono } from "hono";
import type { Emulator, Fault } from "../api";
import type { AppPatch, NumberPatch, Seed, WabaPatch } from "../state";
import type { Switches } from "../switches";

/** The path of the controls, which Graph does not use. */
export const CONTROL = "/_emulator";

/** What the controls need: the emulator, and a way to wait until a change is saved. */
interface ControlDeps {
    readonly emulator: Omit<Emulator, "close" | "fetch" | "url">;
    readonly faults: () => unknown;
    readonly saved: () => Promise<void>;
}

/** The app below {@link CONTROL}. */
export function controlApp({ emulator, faults, saved }: ControlDeps): Hono {
    const app = new Hono();
    const done = { ok: true };
    app.onError((error, c) => c.json({ error: error.message }, 400));
    app.use(async (_, next) => {
        await next();
        await saved();
    });

    app.get("/state", (c) => c.json(emulator.state()));
    app.post("/seed", async (c) => {
        emulator.seed(await c.req.json<Seed>());
        return c.json(done);
    });
    app.get("/numbers/:id", (c) => c.json(emulator.number(c.req.param("id"))));
    app.patch("/numbers/:id", async (c) => {
        emulator.change(c.req.param("id"), await c.req.json<NumberPatch>());
        return c.json(emulator.number(c.req.param("id")));
    });
    app.patch("/wabas/:id", async (c) => {
        emulator.changeWaba(c.req.param("id"), await c.req.json<WabaPatch>());
        return c.json(done);
    });

    app.patch("/apps/:id", async (c) => {
        emulator.changeApp(c.req.param("id"), await c.req.json<AppPatch>());
        return c.json(done);
    });

    app.get("/clock", (c) => c.json({ now: emulator.now() }));
    app.post("/clock", async (c) => {
        const { advance } = await c.req.json<{ advance: number }>();
        emulator.advance(advance);
        return c.json({ now: emulator.now() });
    });

    app.get("/faults", (c) => c.json(faults()));
    app.post("/faults", async (c) => c.json({ id: emulator.fail(await c.req.json<Fault>()) }));
    app.delete("/faults", (c) => {
        emulator.clearFaults();
        return c.json(done);
    });

    app.get("/requests", (c) =>
        c.json(c.req.query("writes") === undefined ? emulator.requests : emulator.writes()),
    );
    app.delete("/requests", (c) => {
        emulator.clearRequests();
        return c.json(done);
    });

    app.get("/deliveries", (c) => c.json(emulator.deliveries));

    app.get("/switches", (c) => c.json(emulator.state().switches));
    app.patch("/switches", async (c) => {
        emulator.set(await c.req.json<Partial<Switches>>());
        return c.json(emulator.state().switches);
    });
    return app;
}
