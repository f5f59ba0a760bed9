package dev.factum.gateway.http.inbound;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.error.Category;
import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/// Requests that change nothing: pure functions of a database value. Safe to share between threads.
///
/// The answer's `ETag` is the t of the database. Who has seen a t sends it as `Factum-Min-T` and
/// sees at least that, on whichever server.
final class ReadRequests {

    /// What answers a request. Pure, and safe to share between threads.
    @FunctionalInterface
    interface Reader {
        Answer answer(Incoming request, Database db);
    }

    private final Connection connection;
    private final Waiting waiting;

    ReadRequests(Connection connection, Waiting waiting) {
        this.connection = connection;
        this.waiting = waiting;
    }

    /// Answers a request.
    ///
    /// @throws FactumError `:factum.http/not-yet` if the t that is asked for does not come in time
    Answer answer(Reader reader, Incoming request) {
        Database db = database(request);
        String tag = '"' + Long.toString(db.basisT()) + '"';
        boolean isKnown =
                request.header("If-None-Match")
                        .filter(known ->
                                Arrays.stream(known.split(",", -1))
                                        .map(each -> each.strip().replaceFirst("^W/", ""))
                                        .anyMatch(each -> each.equals(tag)))
                        .isPresent();
        Answer answer = isKnown ? Answer.of(304) : reader.answer(request, db);
        return answer.header("ETag", tag).header(Waiting.T, Long.toString(db.basisT()));
    }

    private Database database(Incoming request) {
        OptionalLong minT = RequestHeaders.minT(request);
        if (minT.isEmpty()) {
            return connection.db();
        }
        Duration atMost = waiting.limited(RequestHeaders.preferredWait(request));
        try {
            return connection.db(minT.getAsLong(), atMost);
        } catch (FactumError missing) {
            if (missing.category() != Category.UNAVAILABLE) {
                throw missing;
            }
            throw FactumError.of(
                            HttpErrorCode.NOT_YET,
                            "What is asked for has not arrived here",
                            missing)
                    .with("t", connection.db().basisT());
        }
    }
}
