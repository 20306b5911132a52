using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = new WhatsApp.CallingSettings("support", new()
    {
        PhoneNumberId = "106540352242922",
        Status = "ENABLED",
        CallHours = new WhatsApp.Inputs.CallHoursArgs
        {
            Status = "ENABLED",
            TimezoneId = "Europe/Berlin",
            WeeklyOperatingHours = new[]
            {
                new WhatsApp.Inputs.OperatingHoursArgs
                {
                    DayOfWeek = "MONDAY",
                    OpenTime = "0900",
                    CloseTime = "1700",
                },
            },
        },
    });

});
