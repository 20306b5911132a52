package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.GetPhoneNumbers(ctx, &whatsapp.GetPhoneNumbersArgs{
			WabaId: "102290129340398",
		}, nil)
		if err != nil {
			return err
		}
		return nil
	})
}
