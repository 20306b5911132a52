import pulumi
import pulumi_whatsapp as whatsapp

shop = whatsapp.AppSubscription("shop", waba_id="102290129340398")
