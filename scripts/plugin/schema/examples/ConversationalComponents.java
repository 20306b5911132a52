package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.whatsapp.ConversationalComponents;
import com.pulumi.whatsapp.ConversationalComponentsArgs;
import com.pulumi.whatsapp.inputs.ConversationalCommandArgs;
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
        var support = new ConversationalComponents("support", ConversationalComponentsArgs.builder()
            .phoneNumberId("106540352242922")
            .prompts("Where is my order?")
            .commands(ConversationalCommandArgs.builder()
                .commandName("track")
                .commandDescription("Track an order")
                .build())
            .build());

    }
}
