package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		verifyToken := cfg.Require("verifyToken")
		_, err := whatsapp.NewWebhookOverride(ctx, "support", &whatsapp.WebhookOverrideArgs{
			PhoneNumberId:       pulumi.String("106540352242922"),
			OverrideCallbackUri: pulumi.String("https://example.com/webhook"),
			VerifyToken:         pulumi.ToSecret(verifyToken).(pulumi.StringOutput),
		})
		if err != nil {
			return err
		}
		return nil
	})
}
