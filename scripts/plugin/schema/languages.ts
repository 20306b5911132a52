/** How the generated SDKs are called in each language. */
/** A repository on GitHub. */
export interface Repository {
    readonly owner: string;
    readonly name: string;
    readonly url: string;
}

/** The import path of the Go SDK. */
export function goPackage(home?: Repository): string {
    const module = home === undefined ? "pulumi-whatsapp.local" : `github.com/${home.owner}/${home.name}`;
    return `${module}/sdk/go/whatsapp`;
}

/** @param home the repository; where there is none, SDKs are generated on the machine that uses them */
export function languages(home: Repository | undefined): Readonly<Record<string, object>> {
    return {
        nodejs: {
            packageName: "pulumi-whatsapp-native",
            packageDescription:
                "WhatsApp business phone numbers: the SDK of the plugin pulumi-resource-whatsapp",
            respectSchemaVersion: true,
        },
        python: {
            packageName: "pulumi_whatsapp",
            pyproject: { enabled: true },
            respectSchemaVersion: true,
        },
        go: {
            importBasePath: goPackage(home),
            generateResourceContainerTypes: true,
            respectSchemaVersion: true,
        },
        csharp: {
            namespaces: { whatsapp: "WhatsApp" },
            packageReferences: { Pulumi: "3.*" },
            respectSchemaVersion: true,
        },
        java: {
            basePackage: "com.pulumi",
            buildFiles: "gradle",
        },
    };
}
