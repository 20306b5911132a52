package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		flowsPublicKey := cfg.Require("flowsPublicKey")
		_, err := whatsapp.NewFlowsPublicKey(ctx, "support", &whatsapp.FlowsPublicKeyArgs{
			PhoneNumberId:     pulumi.String("106540352242922"),
			BusinessPublicKey: pulumi.String(flowsPublicKey),
		})
		if err != nil {
			return err
		}
		return nil
	})
}
