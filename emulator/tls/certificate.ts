/** The certificate of an emulator that speaks TLS: made at its start, signed by an authority whose key is thrown away. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
    AlgorithmIdentifier,
    AttributeTypeAndValue,
    AttributeValue,
    AuthorityKeyIdentifier,
    BasicConstraints,
    Certificate,
    ExtendedKeyUsage,
    Extension,
    Extensions,
    GeneralName,
    id_ce_authorityKeyIdentifier,
    id_ce_basicConstraints,
    id_ce_extKeyUsage,
    id_ce_keyUsage,
    id_ce_subjectAltName,
    id_ce_subjectKeyIdentifier,
    id_kp_serverAuth,
    KeyUsage,
    KeyUsageFlags,
    Name,
    RelativeDistinguishedName,
    SubjectAlternativeName,
    SubjectKeyIdentifier,
    SubjectPublicKeyInfo,
    TBSCertificate,
    Validity,
    Version,
} from "@peculiar/asn1-x509";
import { TLS_NAMES } from "./names";

/** What a server needs to speak TLS, and what a client needs to believe it; all in PEM. */
export interface TlsIdentity {
    readonly key: string;
    readonly cert: string;
    /** The authority: for NODE_EXTRA_CA_CERTS and the like. Its private key is nowhere. */
    readonly ca: string;
}

const TLS_ADDRESSES: readonly string[] = ["127.0.0.1", "::1"];

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const DAY = 24 * 3_600_000;
/** Clocks of containers and virtual machines differ a little. */
const LEEWAY = 3_600_000;
/** Longer than any emulator runs, and within what Apple's clients allow (825 days). */
const LIFETIME = 397 * DAY;

/**
 * A new identity. The server's certificate is not its own authority: some clients (rustls) take no certificate as both.
 * @param now in milliseconds since 1970
 */
export function tlsIdentity(now = Date.now()): TlsIdentity {
    const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
    // Named apart by chance: a client that trusts two emulators must not take one's authority for the other's.
    const issuer = named(`pulumi-whatsapp emulator ${randomBytes(4).toString("hex")}`);
    const validity = new Validity({
        notBefore: new Date(now - LEEWAY),
        notAfter: new Date(now + LIFETIME),
    });
    const by = { issuer, validity, signedBy: authority.privateKey, authority: authority.publicKey };
    return {
        key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        cert: certificate({
            ...by,
            subject: named("pulumi-whatsapp emulator"),
            publicKey: server.publicKey,
            extensions: serverExtensions(),
        }),
        ca: certificate({
            ...by,
            subject: issuer,
            publicKey: authority.publicKey,
            extensions: authorityExtensions(),
        }),
    };
}

interface Contents {
    readonly issuer: Name;
    readonly subject: Name;
    readonly validity: Validity;
    readonly publicKey: KeyObject;
    readonly authority: KeyObject;
    readonly signedBy: KeyObject;
    readonly extensions: readonly Extension[];
}

function certificate({ publicKey, authority, signedBy, extensions, ...names }: Contents): string {
    const signature = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
    const tbsCertificate = new TBSCertificate({
        ...names,
        version: Version.v3,
        serialNumber: serialNumber(),
        signature,
        subjectPublicKeyInfo: AsnConvert.parse(derOf(publicKey), SubjectPublicKeyInfo),
        extensions: new Extensions([
            ...extensions,
            extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
            extension(
                id_ce_authorityKeyIdentifier,
                new AuthorityKeyIdentifier({ keyIdentifier: new OctetString(keyIdentifier(authority)) }),
            ),
        ]),
    });
    const signed = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), signedBy);
    const der = AsnConvert.serialize(
        new Certificate({
            tbsCertificate,
            signatureAlgorithm: signature,
            signatureValue: new Uint8Array(signed).buffer,
        }),
    );
    const lines =
        Buffer.from(der)
            .toString("base64")
            .match(/.{1,64}/g) ?? [];
    return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function serverExtensions(): Extension[] {
    return [
        extension(id_ce_basicConstraints, new BasicConstraints(), true),
        extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
        extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
        extension(
            id_ce_subjectAltName,
            new SubjectAlternativeName([
                ...TLS_NAMES.map((dNSName) => new GeneralName({ dNSName })),
                ...TLS_ADDRESSES.map((iPAddress) => new GeneralName({ iPAddress })),
            ]),
        ),
    ];
}

function authorityExtensions(): Extension[] {
    return [
        extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
        extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    ];
}

function extension(extnID: string, value: object, critical = false): Extension {
    return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function named(commonName: string): Name {
    const value = new AttributeValue({ utf8String: commonName });
    return new Name([
        new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })]),
    ]);
}

/** Positive, and not the same for two certificates. */
function serialNumber(): ArrayBuffer {
    const bytes = new Uint8Array(randomBytes(16));
    bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
    return bytes.buffer;
}

function derOf(key: KeyObject): Buffer {
    return key.export({ type: "spki", format: "der" });
}

function keyIdentifier(key: KeyObject): ArrayBuffer {
    return new Uint8Array(createHash("sha1").update(derOf(key)).digest()).buffer;
}
