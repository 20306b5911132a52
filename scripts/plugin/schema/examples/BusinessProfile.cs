using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = new WhatsApp.BusinessProfile("support", new()
    {
        PhoneNumberId = "106540352242922",
        About = "Open 9 to 5",
        Websites = new[]
        {
            "https://example.com",
        },
    });

});
