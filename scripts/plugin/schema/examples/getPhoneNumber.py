import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.get_phone_number(phone_number_id="106540352242922")
