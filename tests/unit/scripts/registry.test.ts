import { expect } from "chai";
import { registryEnv } from "../../../scripts/registry";

describe("the environment of a command that asks a registry", () => {
    const { NODE_EXTRA_CA_CERTS, TESTS_EXTRA_CA_CERTS } = process.env;
    afterEach(() => {
        for (const [name, value] of Object.entries({ NODE_EXTRA_CA_CERTS, TESTS_EXTRA_CA_CERTS })) {
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
        }
    });

    it("has the further authorities that the tests left out of their own", () => {
        process.env.TESTS_EXTRA_CA_CERTS = "/a/file";
        expect(process.env).not.to.have.property("NODE_EXTRA_CA_CERTS");
        expect(registryEnv()).to.include({ NODE_EXTRA_CA_CERTS: "/a/file", PATH: process.env.PATH });
    });

    it("is the process's own where there are none", () => {
        delete process.env.TESTS_EXTRA_CA_CERTS;
        expect(registryEnv()).to.equal(process.env);
    });
});
