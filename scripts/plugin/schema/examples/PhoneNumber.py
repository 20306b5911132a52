import pulumi
import pulumi_whatsapp as whatsapp

config = pulumi.Config()
pin = config.require("pin")
support = whatsapp.PhoneNumber("support",
    phone_number_id="106540352242922",
    pin=pulumi.Output.secret(pin),
    data_localization_region="DE")
pulumi.export("status", support.status)
