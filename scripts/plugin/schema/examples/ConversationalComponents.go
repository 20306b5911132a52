package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.NewConversationalComponents(ctx, "support", &whatsapp.ConversationalComponentsArgs{
			PhoneNumberId: pulumi.String("106540352242922"),
			Prompts: pulumi.StringArray{
				pulumi.String("Where is my order?"),
			},
			Commands: whatsapp.ConversationalCommandArray{
				&whatsapp.ConversationalCommandArgs{
					CommandName:        pulumi.String("track"),
					CommandDescription: pulumi.String("Track an order"),
				},
			},
		})
		if err != nil {
			return err
		}
		return nil
	})
}
