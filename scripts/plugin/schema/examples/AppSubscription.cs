using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var shop = new WhatsApp.AppSubscription("shop", new()
    {
        WabaId = "102290129340398",
    });

});
