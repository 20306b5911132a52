// What any dynamic provider of this shape costs: the inputs, outputs and provider text of a WhatsAppPhoneNumber, with
// nothing behind them. Names are as long as there, so that state is, too.
const { CustomResource, secret } = require("@pulumi/pulumi");
const PROVIDER_TEXT = require("./providerText");

const OUTPUTS = {
    phoneNumberId: undefined,
    pin: undefined,
    pinRevision: undefined,
    dataLocalizationRegion: undefined,
    enableIdentityKeyCheck: undefined,
    displayPhoneNumber: undefined,
    verifiedName: undefined,
    nameStatus: undefined,
    displayName: undefined,
    applyApprovedName: undefined,
    newDisplayName: undefined,
    newNameStatus: undefined,
    newNameApprovedAt: undefined,
    appliedName: undefined,
    codeVerificationStatus: undefined,
    status: undefined,
    platformType: undefined,
    registered: undefined,
    isOnBizApp: undefined,
    wabaId: undefined,
    requests: undefined,
    registerLockedUntil: undefined,
    deregisterLockedUntil: undefined,
    refusedPin: undefined,
    identityKeyCheckToRestore: undefined,
};

class FloorNumber extends CustomResource {
    constructor(name, args, opts) {
        const props = { ...OUTPUTS, ...args, pin: secret(args.pin), __provider: PROVIDER_TEXT };
        const additionalSecretOutputs = ["pin", "refusedPin"];
        super("pulumi-nodejs:dynamic/thefloor:PhoneNumber", name, props, {
            ...opts,
            additionalSecretOutputs,
        });
    }
}

module.exports = { FloorNumber };
