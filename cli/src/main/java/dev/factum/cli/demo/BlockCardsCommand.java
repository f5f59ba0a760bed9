package dev.factum.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The process that the demo kills: blocks the cards that it reads, and prints every message as it
/// leaves.
@Command(
        name = "block-cards",
        hidden = true,
        description = "Block the cards whose ids are read, one a line.")
public final class BlockCardsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The demo's SQLite file.")
    private Path file = Path.of("factum-demo.db");

    @Override
    public Integer call() throws IOException {
        List<UUID> cards;
        try (var input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            cards = input.lines().map(UUID::fromString).toList();
        }
        PrintWriter out = spec.commandLine().getOut();
        try (CardsAtWork machine =
                new CardsAtWork(
                        file,
                        message -> {
                            out.println(CardsDemo.line(message));
                            out.flush();
                        })) {
            machine.block(cards);
            machine.awaitIdle();
        }
        return 0;
    }
}
