package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.NewBusinessProfile(ctx, "support", &whatsapp.BusinessProfileArgs{
			PhoneNumberId: pulumi.String("106540352242922"),
			About:         pulumi.String("Open 9 to 5"),
			Websites: pulumi.StringArray{
				pulumi.String("https://example.com"),
			},
		})
		if err != nil {
			return err
		}
		return nil
	})
}
