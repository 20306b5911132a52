const pulumi = require("@pulumi/pulumi");
const { PhoneNumber } = require("./phoneNumber");

const pin = new pulumi.Config().requireSecret("pin");

for (const { name, phoneNumberId } of require("./fleet.json")) {
    new PhoneNumber(name, { phoneNumberId, pin });
}
