using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var config = new Config();
    var pin = config.Require("pin");
    var support = new WhatsApp.PhoneNumber("support", new()
    {
        PhoneNumberId = "106540352242922",
        Pin = Output.CreateSecret(pin),
        DataLocalizationRegion = "DE",
    });

    return new Dictionary<string, object?>
    {
        ["status"] = support.Status,
    };
});
