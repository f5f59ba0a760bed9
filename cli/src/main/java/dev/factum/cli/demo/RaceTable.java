package dev.factum.cli.demo;

import dev.factum.examples.offers.race.RaceResult;
import java.io.PrintWriter;
import java.util.Locale;

/// The table of races.
final class RaceTable {

    private static final String FORMAT = "%-50s %8s %8s %8s %13s %8s %6s%n";

    private RaceTable() {}

    static void header(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                FORMAT,
                "strategy",
                "accepted",
                "refused",
                "at end",
                "most visible",
                "re-runs",
                "ms");
    }

    static void row(PrintWriter out, RaceResult race) {
        out.printf(
                Locale.ROOT,
                FORMAT,
                race.strategy().label() + "  " + race.strategy().description(),
                race.accepted(),
                race.refused(),
                race.atEnd(),
                race.mostVisible(),
                race.reRuns(),
                race.millis());
    }
}
