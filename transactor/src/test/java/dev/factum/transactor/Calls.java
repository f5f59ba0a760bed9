package dev.factum.transactor;

import static dev.factum.transactor.Writing.request;
import static dev.factum.transactor.Writing.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// Twenty transactions, each under a claim, and short words for what became of them.
final class Calls {

    static final int COUNT = 20;

    private Calls() {}

    static TxRequest claimed(int number) {
        return request("[[:db/add \"x\" :db/doc \"call " + number + "\"]]").claim("call " + number);
    }

    static Map<Integer, CompletableFuture<TxResult>> submitAll(SingleWriter writer) {
        Map<Integer, CompletableFuture<TxResult>> answers = new HashMap<>();
        for (int call = 0; call < COUNT; call++) {
            answers.put(call, submit(writer, claimed(call)));
        }
        return answers;
    }

    /// Each call is in the log once, and in the database.
    static void assertIsWhole(SingleWriter writer) {
        assertThat(writer.log(1, Long.MAX_VALUE)).extracting(LogEntry::t).isEqualTo(range(COUNT));
        for (int call = 0; call < COUNT; call++) {
            assertThat(entity(writer, call)).isPresent();
        }
    }

    static Optional<Long> entity(SingleWriter writer, int call) {
        return Optional.ofNullable(
                (Long)
                        writer.database()
                                .query(
                                        "[:find ?e . :in $ ?doc :where [?e :db/doc ?doc]]",
                                        "call " + call));
    }

    static List<Long> range(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    static ErrorCode codeOf(TxResult answer) {
        assertThat(answer).isInstanceOf(TxResult.Rejected.class);
        return ((TxResult.Rejected) answer).error().code();
    }
}
