using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var config = new Config();
    var verifyToken = config.Require("verifyToken");
    var support = new WhatsApp.WebhookOverride("support", new()
    {
        PhoneNumberId = "106540352242922",
        OverrideCallbackUri = "https://example.com/webhook",
        VerifyToken = Output.CreateSecret(verifyToken),
    });

});
