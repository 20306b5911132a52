import pulumi
import pulumi_whatsapp as whatsapp

config = pulumi.Config()
flows_public_key = config.require("flowsPublicKey")
support = whatsapp.FlowsPublicKey("support",
    phone_number_id="106540352242922",
    business_public_key=flows_public_key)
