// Answers at once with the outputs that a number has once it is registered.
const outputs = ({ __provider, ...inputs }) => ({
    ...inputs,
    displayPhoneNumber: `+${inputs.phoneNumberId}`,
    verifiedName: `Bench ${inputs.phoneNumberId.slice(-6)}`,
    nameStatus: "APPROVED",
    codeVerificationStatus: "VERIFIED",
    status: "CONNECTED",
    platformType: "CLOUD_API",
    registered: true,
    isOnBizApp: false,
    wabaId: `20${inputs.phoneNumberId.slice(0, 9)}`,
    requests: `r${Math.floor(Date.now() / 1000)}=ok`,
});

const INPUTS = ["phoneNumberId", "pin", "dataLocalizationRegion", "enableIdentityKeyCheck", "pinRevision"];

module.exports = {
    check: async (_olds, news) => ({ inputs: { ...news, pinRevision: 1 }, failures: [] }),
    diff: async (_id, olds, news) => ({ changes: INPUTS.some((name) => olds[name] !== news[name]) }),
    create: async (inputs) => ({ id: inputs.phoneNumberId, outs: outputs(inputs) }),
    update: async (_id, _olds, news) => ({ outs: outputs(news) }),
    read: async (id, props) => ({
        id,
        props,
        inputs: Object.fromEntries(INPUTS.filter((name) => name in props).map((name) => [name, props[name]])),
    }),
    delete: async () => undefined,
};
