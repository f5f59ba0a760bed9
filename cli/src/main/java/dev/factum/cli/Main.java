package dev.factum.cli;

import dev.factum.cli.demo.BlockCardsCommand;
import dev.factum.cli.demo.DemoCommand;
import dev.factum.cli.demo.LoadOffersCommand;
import dev.factum.cli.demo.ServeCommand;
import dev.factum.facts.error.FactumError;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `factum` command. Each thing it can do is a subcommand in a class of its own, listed here.
@Command(
        name = "factum",
        description = "Facts in, effects out: an immutable fact database and an effect machine.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            VerifyCommand.class,
            ParkCommand.class,
            RetentionCommand.class,
            LoadOffersCommand.class,
            BlockCardsCommand.class,
            ServeCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "In a source checkout, ./factum also knows:",
            "  test   Build everything and run every test; arguments go to Maven.",
            "  bench  Compare with other systems; without a name, list the comparisons.",
            "  workload  Kill real processes and count their effects: workload effects --seed N.",
        })
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    /// Runs the command and ends the process with its exit code.
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The command with all its subcommands. Exit codes: 0 done, 1 failed, 2 called wrongly.
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /// An error with a code says all there is to say; anything else is a defect, shown whole.
    private static int explain(
            Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (exception instanceof FactumError error) {
            err.println(error.getMessage());
        } else {
            exception.printStackTrace(err);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
