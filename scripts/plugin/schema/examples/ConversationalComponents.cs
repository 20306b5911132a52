using System.Collections.Generic;
using System.Linq;
using Pulumi;
using WhatsApp = Pulumi.WhatsApp;

return await Deployment.RunAsync(() => 
{
    var support = new WhatsApp.ConversationalComponents("support", new()
    {
        PhoneNumberId = "106540352242922",
        Prompts = new[]
        {
            "Where is my order?",
        },
        Commands = new[]
        {
            new WhatsApp.Inputs.ConversationalCommandArgs
            {
                CommandName = "track",
                CommandDescription = "Track an order",
            },
        },
    });

});
