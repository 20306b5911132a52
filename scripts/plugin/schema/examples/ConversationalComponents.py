import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.ConversationalComponents("support",
    phone_number_id="106540352242922",
    prompts=["Where is my order?"],
    commands=[{
        "command_name": "track",
        "command_description": "Track an order",
    }])
