package dev.factum.workload;

import dev.factum.workload.effects.EffectsCommand;
import java.util.Arrays;
import java.util.List;

/// `factum workload NAME`: runs a workload; the processes that it starts are called the same way.
public final class Main {

    private Main() {}

    /// Exit status 0 if everything came out as it should, 1 if not, 2 if it is called wrongly.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || !arguments[0].equals("effects")) {
            System.err.println(EffectsCommand.USAGE);
            System.exit(2);
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        System.exit(EffectsCommand.run(rest));
    }
}
