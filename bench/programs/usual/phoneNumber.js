// A dynamic provider as Pulumi's documentation teaches it: a class with the methods, captured as it is by closure
// serialisation, and an instance of it for each resource.
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");

const FIELDS =
    "display_phone_number,verified_name,name_status,code_verification_status,status,platform_type,is_on_biz_app";

class PhoneNumberProvider {
    async check(_olds, news) {
        const failures = [];
        if (!/^\d+$/.test(news.phoneNumberId)) {
            failures.push({ property: "phoneNumberId", reason: "must be a string of digits" });
        }
        return { inputs: news, failures };
    }

    async diff(_id, olds, news) {
        const changed = (name) => olds[name] !== news[name];
        return {
            changes: ["phoneNumberId", "pin", "dataLocalizationRegion", "enableIdentityKeyCheck"].some(
                changed,
            ),
            replaces: changed("phoneNumberId") ? ["phoneNumberId"] : [],
        };
    }

    async create(inputs) {
        await this.register(inputs);
        return { id: inputs.phoneNumberId, outs: { ...inputs, ...(await this.observe(inputs)) } };
    }

    async update(id, olds, news) {
        if (olds.dataLocalizationRegion !== news.dataLocalizationRegion) {
            await this.call("post", `${id}/deregister`);
            await this.register(news);
        } else {
            if (olds.pin !== news.pin) await this.call("post", id, { pin: news.pin });
            await this.checkIdentity(news);
        }
        return { outs: { ...news, ...(await this.observe(news)) } };
    }

    async read(id, props) {
        return { id, props: { ...props, ...(await this.observe(props)) } };
    }

    async delete(id) {
        await this.call("post", `${id}/deregister`);
    }

    async register(inputs) {
        const { phoneNumberId: id, pin, dataLocalizationRegion: region } = inputs;
        if (region) {
            await this.call("post", `${id}/settings`, {
                storage_configuration: {
                    status: "IN_COUNTRY_STORAGE_ENABLED",
                    data_localization_region: region,
                },
            });
        }
        await this.call("post", `${id}/register`, {
            messaging_product: "whatsapp",
            pin,
            ...(region ? { data_localization_region: region } : {}),
        });
        await this.checkIdentity(inputs);
    }

    async checkIdentity({ phoneNumberId: id, enableIdentityKeyCheck }) {
        if (enableIdentityKeyCheck === undefined) return;
        const user_identity_change = { enable_identity_key_check: enableIdentityKeyCheck };
        await this.call("post", `${id}/settings`, { user_identity_change });
    }

    /** What Graph shows; the settings only of a number that declares one. */
    async observe({ phoneNumberId: id, dataLocalizationRegion, enableIdentityKeyCheck }) {
        const hasSettings = dataLocalizationRegion !== undefined || enableIdentityKeyCheck !== undefined;
        const [node, settings] = await Promise.all([
            this.call("get", `${id}?fields=${FIELDS}`),
            hasSettings ? this.call("get", `${id}/settings`) : {},
        ]);
        return {
            displayPhoneNumber: node.display_phone_number,
            verifiedName: node.verified_name,
            nameStatus: node.name_status,
            codeVerificationStatus: node.code_verification_status,
            status: node.status,
            platformType: node.platform_type,
            isOnBizApp: node.is_on_biz_app,
            ...(dataLocalizationRegion && {
                dataLocalizationRegion: settings.storage_configuration?.data_localization_region,
            }),
            ...(enableIdentityKeyCheck !== undefined && {
                enableIdentityKeyCheck: settings.user_identity_change?.enable_identity_key_check,
            }),
        };
    }

    async call(method, path, data) {
        const headers = { Authorization: `Bearer ${process.env.WHATSAPP_ACCESS_TOKEN}` };
        const url = `${process.env.WHATSAPP_GRAPH_URL}/v25.0/${path}`;
        const answer = await axios.request({ method, url, data, headers, timeout: 30_000 });
        return answer.data;
    }
}

class PhoneNumber extends pulumi.dynamic.Resource {
    constructor(name, args, opts) {
        const outputs = {
            displayPhoneNumber: undefined,
            verifiedName: undefined,
            nameStatus: undefined,
            codeVerificationStatus: undefined,
            status: undefined,
            platformType: undefined,
            isOnBizApp: undefined,
        };
        super(new PhoneNumberProvider(), name, { ...outputs, ...args }, opts);
    }
}

module.exports = { PhoneNumber };
