import pulumi
import pulumi_whatsapp as whatsapp

support = whatsapp.CallingSettings("support",
    phone_number_id="106540352242922",
    status="ENABLED",
    call_hours={
        "status": "ENABLED",
        "timezone_id": "Europe/Berlin",
        "weekly_operating_hours": [{
            "day_of_week": "MONDAY",
            "open_time": "0900",
            "close_time": "1700",
        }],
    })
