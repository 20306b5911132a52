import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../emulator/index";

// How long the emulator takes with 1,000 numbers: `npx tsx bench/emulator.ts`. What is measured is the whole round
// trip on one kept-alive connection, client included, so its own time is less than what is printed.

const COUNT = 1000;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });

function send(graph: Emulator, method: string, path: string): Promise<number> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${graph.token}` };
        const sent = request(`${graph.url}/v25.0${path}`, { agent, method, headers }, (answer) => {
            answer.resume();
            answer.once("end", () => {
                if (answer.statusCode !== 200) {
                    reject(new Error(`${method} ${path}: ${answer.statusCode}`));
                }
                resolve(performance.now() - start);
            });
        });
        sent.once("error", reject);
        sent.end();
    });
}

function report(what: string, times: number[]): void {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3);
    process.stdout.write(
        `${what.padEnd(48)} median ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms\n`,
    );
}

async function oneByOne(graph: Emulator, method: string, pathOf: (id: string) => string, ids: string[]) {
    const times: number[] = [];
    for (const id of ids) {
        times.push(await send(graph, method, pathOf(id)));
    }
    return times;
}

async function main(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "emulator-bench-"));
    const ids = Array.from({ length: COUNT }, (_, index) => String(1_000_000 + index));
    const graph = await startEmulator({
        file: join(folder, "state.json"),
        numbers: ids.map((id) => ({ id })),
    });
    try {
        const fields =
            "status,platform_type,code_verification_status,verified_name,is_on_biz_app,health_status";
        const register = (id: string) => `/${id}/register?messaging_product=whatsapp&pin=123456`;
        const start = performance.now();
        await Promise.all(ids.map((id) => send(graph, "POST", register(id))));
        const all = performance.now() - start;
        await oneByOne(graph, "GET", (id) => `/${id}`, ids);
        report(
            `read one of ${COUNT} numbers`,
            await oneByOne(graph, "GET", (id) => `/${id}?fields=${fields}`, ids),
        );
        report("read its settings", await oneByOne(graph, "GET", (id) => `/${id}/settings`, ids));
        const pin = (id: string): string => `/${id}?pin=654321`;
        report("set its PIN, kept in the file", await oneByOne(graph, "POST", pin, ids.slice(0, 200)));
        process.stdout.write(`register ${COUNT} numbers at once, kept in the file: ${all.toFixed(0)} ms\n`);
    } finally {
        await graph.close();
        agent.destroy();
        rmSync(folder, { recursive: true });
    }
}

void main();
