import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.Username("support",
    phone_number_id="106540352242922",
    username="jaspers.market")
