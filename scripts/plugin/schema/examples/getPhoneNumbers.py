import pulumi
import pulumi_whatsapp as whatsapp

listed = whatsapp.get_phone_numbers(waba_id="102290129340398")
