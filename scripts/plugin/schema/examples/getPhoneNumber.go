package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.LookupPhoneNumber(ctx, &whatsapp.LookupPhoneNumberArgs{
			PhoneNumberId: "106540352242922",
		}, nil)
		if err != nil {
			return err
		}
		return nil
	})
}
