package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.whatsapp.CallingSettings;
import com.pulumi.whatsapp.CallingSettingsArgs;
import com.pulumi.whatsapp.inputs.CallHoursArgs;
import com.pulumi.whatsapp.inputs.OperatingHoursArgs;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Paths;

public class App {
    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    public static void stack(Context ctx) {
        var support = new CallingSettings("support", CallingSettingsArgs.builder()
            .phoneNumberId("106540352242922")
            .status("ENABLED")
            .callHours(CallHoursArgs.builder()
                .status("ENABLED")
                .timezoneId("Europe/Berlin")
                .weeklyOperatingHours(OperatingHoursArgs.builder()
                    .dayOfWeek("MONDAY")
                    .openTime("0900")
                    .closeTime("1700")
                    .build())
                .build())
            .build());

    }
}
