using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = new WhatsApp.QrCode("support", new()
    {
        PhoneNumberId = "106540352242922",
        PrefilledMessage = "Hello, I have a question",
    });

    return new Dictionary<string, object?>
    {
        ["link"] = support.DeepLinkUrl,
    };
});
