import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.QrCode("support",
    phone_number_id="106540352242922",
    prefilled_message="Hello, I have a question")
pulumi.export("link", support.deep_link_url)
