import pulumi
import pulumi_whatsapp as whatsapp

config = pulumi.Config()
verify_token = config.require("verifyToken")
support = whatsapp.WebhookOverride("support",
    phone_number_id="106540352242922",
    override_callback_uri="https://example.com/webhook",
    verify_token=pulumi.Output.secret(verify_token))
