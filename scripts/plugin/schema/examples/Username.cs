using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = new WhatsApp.Username("support", new()
    {
        PhoneNumberId = "106540352242922",
        UsernameText = "jaspers.market",
    });

});
