package generated_program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.whatsapp.AppSubscription;
import com.pulumi.whatsapp.AppSubscriptionArgs;
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
        var shop = new AppSubscription("shop", AppSubscriptionArgs.builder()
            .wabaId("102290129340398")
            .build());

    }
}
