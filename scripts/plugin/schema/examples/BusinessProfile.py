import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.BusinessProfile("support",
    phone_number_id="106540352242922",
    about="Open 9 to 5",
    websites=["https://example.com"])
