import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.CommerceSettings("support",
    phone_number_id="106540352242922",
    is_cart_enabled=True)
