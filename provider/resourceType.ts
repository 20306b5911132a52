/** The Pulumi type of a number's resource, by which state names it: frozen. */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/whatsapp:PhoneNumber";
