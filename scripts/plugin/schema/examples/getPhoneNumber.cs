using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = WhatsApp.GetPhoneNumber.Invoke(new()
    {
        PhoneNumberId = "106540352242922",
    });

});
