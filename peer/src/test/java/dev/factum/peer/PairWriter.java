package dev.factum.peer;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.value.Keyword;
import dev.factum.transactor.EmbeddedTransactors;
import java.util.List;

/// The process that [KillTest] kills: four threads write pairs of facts, each pair in one
/// transaction under a claim, and print each key after it was acknowledged.
final class PairWriter {

    static final Keyword LEFT = Keyword.of("pair/left");
    static final Keyword RIGHT = Keyword.of("pair/right");
    static final String SCHEMA =
            """
            [{:db/ident :pair/left :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
             {:db/ident :pair/right :db/valueType :db.type/string :db/cardinality :db.cardinality/one}]\
            """;
    static final String READY = "ready";

    private static final int THREADS = 4;
    private static final int NOVELTY = 50;

    private PairWriter() {}

    /// Writes until it is killed, or the writer fails.
    ///
    /// @param arguments the URI of the database, and what the keys of this process begin with
    public static void main(String... arguments) throws InterruptedException {
        say(READY);
        Connection connection = eagerPeer().connect(arguments[0]);
        Thread[] threads = new Thread[THREADS];
        for (int number = 0; number < THREADS; number++) {
            String prefix = arguments[1] + "-" + number + "-";
            threads[number] = Thread.ofPlatform().start(() -> write(connection, prefix));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// Folds so little novelty at a time that it is always about to write or publish segments.
    private static Peer eagerPeer() {
        return Peer.with(List.of(new EmbeddedTransactors(options -> options.withNovelty(NOVELTY))));
    }

    static TxRequest pair(String key) {
        return TxRequest.of(
                        List.of(
                                List.of(Keyword.of("db/add"), "pair", LEFT, key),
                                List.of(Keyword.of("db/add"), "pair", RIGHT, key)))
                .claim(key);
    }

    /// One transaction after the other, until one is not committed.
    private static void write(Connection connection, String prefix) {
        TxResult answer;
        int number = 0;
        do {
            String key = prefix + number++;
            answer = connection.submit(pair(key));
            if (answer instanceof TxResult.Committed) {
                say(key);
            }
        } while (answer instanceof TxResult.Committed);
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
