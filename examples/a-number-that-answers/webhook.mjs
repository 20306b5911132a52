/** What Graph calls: it answers the challenge, and prints what became of the messages. */
import { createServer } from "node:http";

const { PORT = "4020", VERIFY_TOKEN = "" } = process.env;

const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET") {
        const isGraph = VERIFY_TOKEN !== "" && searchParams.get("hub.verify_token") === VERIFY_TOKEN;
        response.writeHead(isGraph ? 200 : 403).end(isGraph ? searchParams.get("hub.challenge") : "");
        return;
    }
    // Not written for the internet: check the signature that Meta sends along before you believe a body.
    const { entry = [] } = JSON.parse(await textOf(request));
    const values = entry.flatMap(({ changes = [] }) => changes.map(({ value }) => value));
    for (const { id, status } of values.flatMap(({ statuses = [] }) => statuses)) {
        console.log(`${id}: ${status}`);
    }
    response.writeHead(200).end();
});

server.listen(Number(PORT), "127.0.0.1", () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

async function textOf(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
}
