package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := whatsapp.NewQrCode(ctx, "support", &whatsapp.QrCodeArgs{
			PhoneNumberId:    pulumi.String("106540352242922"),
			PrefilledMessage: pulumi.String("Hello, I have a question"),
		})
		if err != nil {
			return err
		}
		ctx.Export("link", support.DeepLinkUrl)
		return nil
	})
}
