using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var listed = WhatsApp.GetPhoneNumbers.Invoke(new()
    {
        WabaId = "102290129340398",
    });

});
