package dev.factum.bench;

import dev.factum.bench.heap.HeapComparison;
import dev.factum.bench.imports.ImportComparison;
import dev.factum.bench.machine.AgendaComparison;
import dev.factum.bench.machine.MachineComparison;
import dev.factum.bench.machine.RetentionComparison;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.measure.Surroundings;
import dev.factum.bench.open.OpenComparison;
import dev.factum.bench.people.PeopleComparison;
import dev.factum.bench.transact.TransactComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `factum bench [NAME]`: lists the comparisons, or runs one, prints its ratios and writes
/// `bench/results/NAME.json`.
public final class Main {

    private static final List<Comparison> COMPARISONS =
            List.of(
                    PeopleComparison.twentyThousand(),
                    PeopleComparison.oneMillion(),
                    new TransactComparison(),
                    new ImportComparison(),
                    new HeapComparison(),
                    new OpenComparison(),
                    new MachineComparison(),
                    new AgendaComparison(),
                    new RetentionComparison(100_000),
                    new RetentionComparison(1_000_000));

    private Main() {}

    /// Exit status 0 after a run or the list, 2 for an unknown name.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.out.println("factum bench NAME, where NAME is one of");
            COMPARISONS.forEach(comparison ->
                    System.out.printf("  %-12s %s%n", comparison.name(), comparison.description()));
            return;
        }
        for (Comparison comparison : COMPARISONS) {
            if (comparison.name().equals(arguments[0])) {
                run(comparison);
                // Datomic leaves threads running.
                System.exit(0);
            }
        }
        System.err.println("No comparison is called " + arguments[0] + "; factum bench lists them");
        System.exit(2);
    }

    private static void run(Comparison comparison) throws IOException, InterruptedException {
        var results = new Results(comparison.name(), System.out::println);
        Surroundings surroundings = Surroundings.watch();
        comparison.run(results);
        results.note("machine", surroundings.describe());
        results.print();
        Path written = results.write(Path.of("bench", "results"));
        System.out.println("written: " + written);
    }
}
