package dev.factum.conformance;

import dev.factum.conformance.corpus.Corpus;
import dev.factum.conformance.corpus.CorpusReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// `factum conformance DIR`: replays a corpus directory and prints what passed.
public final class Main {

    private Main() {}

    /// Exit status 0 if every check passed, 1 if not, 2 for a wrong call.
    public static void main(String[] arguments) {
        if (arguments.length != 1 || !isCorpus(Path.of(arguments[0]))) {
            System.err.println(
                    "usage: factum conformance DIR (a directory with worlds.edn, cases/ and expected/)");
            System.exit(2);
            return;
        }
        CorpusReport report =
                CorpusReport.of(Corpus.read(Path.of(arguments[0])), InstantSource.system());
        System.out.print(report.text());
        System.exit(report.all().passed() == report.all().total() ? 0 : 1);
    }

    private static boolean isCorpus(Path directory) {
        return Files.isDirectory(directory.resolve("cases"))
                && Files.isDirectory(directory.resolve("expected"));
    }
}
