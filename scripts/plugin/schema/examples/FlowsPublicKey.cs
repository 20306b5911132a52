using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var config = new Config();
    var flowsPublicKey = config.Require("flowsPublicKey");
    var support = new WhatsApp.FlowsPublicKey("support", new()
    {
        PhoneNumberId = "106540352242922",
        BusinessPublicKey = flowsPublicKey,
    });

});
