package dev.factum.cli;

import dev.factum.facts.connection.DatabaseUri;
import dev.factum.storage.verify.Problem;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.EmbeddedTransactors;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads everything that is stored of a database, and says what is not as it should be.
@Command(
        name = "verify",
        description =
                "Read everything stored of a database: checksums, hashes, indexes against the log.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is"})
final class VerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "URI",
            description = "The database, such as factum:sqlite:cards.factum.")
    private String uri = "";

    @Override
    public Integer call() {
        Verification found = new EmbeddedTransactors().verify(DatabaseUri.parse(uri));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%,d transactions, the first %,d of them in %,d index nodes with %,d datoms%n",
                found.transactions(), found.indexed(), found.nodes(), found.datoms());
        for (Problem problem : found.problems()) {
            out.println(problem);
        }
        out.println(found.isWhole() ? "Nothing is wrong." : "This database is damaged.");
        out.flush();
        return found.isWhole() ? 0 : 1;
    }
}
