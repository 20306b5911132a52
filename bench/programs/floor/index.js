const pulumi = require("@pulumi/pulumi");
const { FloorNumber } = require("pulumi-thefloor");

const pin = new pulumi.Config().requireSecret("pin");

for (const { name, ...args } of require("./fleet.json")) {
    new FloorNumber(name, { ...args, pin });
}
