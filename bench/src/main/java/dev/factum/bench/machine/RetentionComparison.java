package dev.factum.bench.machine;

import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.examples.cards.CardFacts;
import dev.factum.examples.cards.CardMessages;
import dev.factum.examples.cards.CardMessages.BlockCard;
import dev.factum.examples.cards.Cards;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import dev.factum.machine.retention.Forgetting;
import dev.factum.machine.retention.ForgettingReport;
import dev.factum.machine.retention.Retention;
import dev.factum.machine.run.InProcessBroker;
import dev.factum.machine.run.Runner;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Bytes on disk for each message of the machine's job, before and after what may be forgotten is.
///
/// Counted are the pages of the file that are in use; SQLite keeps the others for later.
public final class RetentionComparison implements Comparison {

    private static final int CARDS_PER_TRANSACTION = 1_000;
    private static final int IN_FLIGHT = 256;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Retention EFFECTS = Retention.of(Duration.ZERO);
    private static final Retention ALL = EFFECTS.claims(Duration.ZERO);

    private final int messages;

    /// @param messages how many are decided
    public RetentionComparison(int messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return messages < 1_000_000 ? "retention" : "retention-1m";
    }

    @Override
    public String description() {
        return "bytes on disk a message, before and after retention, %,d messages"
                .formatted(messages);
    }

    @Override
    public void run(Results results) throws IOException {
        try (var directory = ScratchDirectory.create(name())) {
            Path file = directory.resolve("cards.db");
            fill(file);
            long cards = used(file);
            decide(file);
            report(results, "kept", used(file) - cards);
            forget(results, file, "effects", EFFECTS);
            report(results, "effects forgotten", used(file) - cards);
            forget(results, file, "claims", ALL);
            report(results, "effects and claims forgotten", used(file) - cards);
            results.ratio(
                    "kept / effects forgotten",
                    results.figure("kept bytes/message")
                            / results.figure("effects forgotten bytes/message"));
            results.ratio(
                    "kept / all forgotten",
                    results.figure("kept bytes/message")
                            / results.figure("effects and claims forgotten bytes/message"));
        }
        results.note(
                "message",
                "taken once, one card blocked, one message owed and sent; cards are not counted");
    }

    private void report(Results results, String what, long bytes) {
        double each = (double) bytes / messages;
        results.progress("%-30s %,10.0f bytes a message".formatted(what, each));
        results.figure(what + " bytes/message", each);
    }

    private void fill(Path file) {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri(file));
            Connection connection = peer.connect(uri(file));
            connection.transact(CardFacts.SCHEMA.stream().map(Attribute::declaration).toList());
            for (int first = 0; first < messages; first += CARDS_PER_TRANSACTION) {
                List<Map<Keyword, Object>> made = new ArrayList<>();
                for (int card = first; card < first + CARDS_PER_TRANSACTION; card++) {
                    made.add(
                            Map.of(
                                    CardFacts.CARD_ID.ident(),
                                    card(card),
                                    CardFacts.CARD_STATUS.ident(),
                                    CardFacts.ACTIVE));
                }
                connection.transact(made);
            }
        }
    }

    private void decide(Path file) {
        try (Peer peer = Peer.open();
                var broker = new InProcessBroker();
                Runner runner = Runner.start(Cards.machine(), peer.connect(uri(file)), broker)) {
            for (int first = 0; first < messages; first += IN_FLIGHT) {
                var receipts = new ArrayList<CompletableFuture<?>>();
                for (int each = first; each < Math.min(messages, first + IN_FLIGHT); each++) {
                    receipts.add(runner.submit(message(each)));
                }
                receipts.forEach(CompletableFuture::join);
            }
            if (!runner.awaitIdle(LONG)) {
                throw new IllegalStateException("The machine does not come to rest");
            }
        }
    }

    private static Message message(int number) {
        UUID card = card(number);
        return Message.of(
                "block-" + number,
                CardMessages.COMMANDS,
                card.toString(),
                Instant.EPOCH,
                new BlockCard(card));
    }

    private static void forget(Results results, Path file, String what, Retention retention) {
        try (Peer peer = Peer.open()) {
            long begun = System.nanoTime();
            ForgettingReport forgotten =
                    Forgetting.run(
                            peer.connect(uri(file)),
                            Cards.machine().name(),
                            retention,
                            InstantSource.system(),
                            () -> true);
            double seconds = (System.nanoTime() - begun) / 1e9;
            results.progress("%s: %s in %.1f s".formatted(what, forgotten, seconds));
            results.figure(what + " seconds", seconds);
        }
    }

    private static long used(Path file) {
        try (var sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = sqlite.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT (page_count - freelist_count) * page_size"
                                        + " FROM pragma_page_count, pragma_freelist_count,"
                                        + " pragma_page_size")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static UUID card(long number) {
        return new UUID(0, number);
    }

    private static String uri(Path file) {
        return "factum:sqlite:" + file;
    }
}
