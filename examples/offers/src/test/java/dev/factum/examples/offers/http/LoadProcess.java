package dev.factum.examples.offers.http;

import dev.factum.examples.offers.race.HttpRace;
import java.net.URI;

/// The load as a process of its own: prints `accepted refused failed`.
public final class LoadProcess {

    private LoadProcess() {}

    /// Posts and prints.
    ///
    /// @param arguments where to post, and how many threads
    public static void main(String... arguments) throws InterruptedException {
        HttpRace race = HttpRace.run(URI.create(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(race.accepted() + " " + race.refused() + " " + race.failed());
    }
}
