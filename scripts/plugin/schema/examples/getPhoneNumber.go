package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := whatsapp.LookupPhoneNumber(ctx, &whatsapp.GetPhoneNumberArgs{
			PhoneNumberId: "106540352242922",
		}, nil)
		if err != nil {
			return err
		}
		ctx.Export("quality", support.QualityRating)
		return nil
	})
}
