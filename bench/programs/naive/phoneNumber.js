// The shortest dynamic provider that does the work: one request to register, one to read, no package but Pulumi's.
const pulumi = require("@pulumi/pulumi");

async function call(method, path, body) {
    const answer = await fetch(`${process.env.WHATSAPP_GRAPH_URL}/v25.0/${path}`, {
        method,
        headers: {
            authorization: `Bearer ${process.env.WHATSAPP_ACCESS_TOKEN}`,
            "content-type": "application/json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
}

const show = (id) => call("GET", `${id}?fields=display_phone_number,verified_name,status`);

const provider = {
    async create({ phoneNumberId, pin }) {
        await call("POST", `${phoneNumberId}/register`, { messaging_product: "whatsapp", pin });
        return { id: phoneNumberId, outs: { phoneNumberId, pin, ...(await show(phoneNumberId)) } };
    },
    async diff(_id, olds, news) {
        return { changes: olds.phoneNumberId !== news.phoneNumberId || olds.pin !== news.pin };
    },
    async read(id, props) {
        return { id, props: { ...props, ...(await show(id)) } };
    },
    async delete(id) {
        await call("POST", `${id}/deregister`);
    },
};

class PhoneNumber extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(provider, name, args);
    }
}

module.exports = { PhoneNumber };
