/** This package's version, for the User-Agent. Its own name finds it from dist/ and from the sources alike. */
export const { version } = require("pulumi-whatsapp/package.json") as { readonly version: string };
