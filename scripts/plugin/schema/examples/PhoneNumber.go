package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		pin := cfg.Require("pin")
		support, err := whatsapp.NewPhoneNumber(ctx, "support", &whatsapp.PhoneNumberArgs{
			PhoneNumberId:          pulumi.String("106540352242922"),
			Pin:                    pulumi.ToSecret(pin).(pulumi.StringOutput),
			DataLocalizationRegion: pulumi.String("DE"),
		})
		if err != nil {
			return err
		}
		ctx.Export("status", support.Status)
		return nil
	})
}
