const pulumi = require("@pulumi/pulumi");
const { PhoneNumber } = require("pulumi-whatsapp-native");

const pin = new pulumi.Config().requireSecret("pin");

for (const { name, ...args } of require("./fleet.json")) {
    new PhoneNumber(name, { ...args, pin });
}
