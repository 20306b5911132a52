const pulumi = require("@pulumi/pulumi");
const { WhatsAppPhoneNumber } = require("pulumi-whatsapp");

const pin = new pulumi.Config().requireSecret("pin");

for (const { name, ...args } of require("./fleet.json")) {
    new WhatsAppPhoneNumber(name, { ...args, pin });
}
