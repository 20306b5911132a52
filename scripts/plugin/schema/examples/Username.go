package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.NewUsername(ctx, "support", &whatsapp.UsernameArgs{
			PhoneNumberId: pulumi.String("106540352242922"),
			Username:      pulumi.String("jaspers.market"),
		})
		if err != nil {
			return err
		}
		return nil
	})
}
