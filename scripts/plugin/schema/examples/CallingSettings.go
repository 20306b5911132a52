package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"pulumi-whatsapp.local/sdk/go/whatsapp"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := whatsapp.NewCallingSettings(ctx, "support", &whatsapp.CallingSettingsArgs{
			PhoneNumberId: pulumi.String("106540352242922"),
			Status:        pulumi.String("ENABLED"),
			CallHours: &whatsapp.CallHoursArgs{
				Status:     pulumi.String("ENABLED"),
				TimezoneId: pulumi.String("Europe/Berlin"),
				WeeklyOperatingHours: whatsapp.OperatingHoursArray{
					&whatsapp.OperatingHoursArgs{
						DayOfWeek: pulumi.String("MONDAY"),
						OpenTime:  pulumi.String("0900"),
						CloseTime: pulumi.String("1700"),
					},
				},
			},
		})
		if err != nil {
			return err
		}
		return nil
	})
}
