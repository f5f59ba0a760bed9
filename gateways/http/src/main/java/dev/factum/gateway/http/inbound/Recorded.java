package dev.factum.gateway.http.inbound;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Bytes;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.claim.Claim;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.effect.Decision;
import dev.factum.machine.handler.HandlerDefinition;
import dev.factum.machine.run.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// What the database and its log know of requests. Safe to share between threads.
final class Recorded {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Attribute<Instant> TX_INSTANT = Attribute.instant("db/txInstant");

    private final Machine machine;
    private final Connection connection;
    private final Duration retention;
    private final InstantSource clock;

    /// @param retention for how long a key may be used again
    Recorded(Machine machine, Connection connection, Duration retention, InstantSource clock) {
        this.machine = machine;
        this.connection = connection;
        this.retention = retention;
        this.clock = clock;
    }

    /// Refuses a repetition that is too late, or that is no repetition.
    ///
    /// @param t when the request with this key was decided
    /// @throws FactumError `:factum.http/key-expired` or `:factum.http/key-reused`
    void checkRepetition(long t, Bytes digest) {
        if (decidedAt(t).plus(retention).isBefore(clock.instant())) {
            throw FactumError.of(
                    HttpErrorCode.KEY_EXPIRED, "The request with this key is too long ago");
        }
        Optional<Decision> decision = decision(t);
        if (decision.isPresent()) {
            checkSame(decision.get().received(), digest);
        }
    }

    /// Refuses a request with the key of one that was set aside, and says something else.
    ///
    /// @throws FactumError `:factum.http/key-reused`
    void checkSetAside(RequestId id, Bytes digest) {
        parked(id).ifPresent(parked -> checkSame(parked.message().digest(), digest));
    }

    static void checkSame(Bytes known, Bytes digest) {
        if (known.length() > 0 && !known.equals(digest)) {
            throw FactumError.of(
                    HttpErrorCode.KEY_REUSED,
                    "This key was used for a request that says something else");
        }
    }

    private Instant decidedAt(long t) {
        Database db = connection.db(t, LONGEST_WAIT);
        return db.entity(EntityId.ofTransaction(t))
                .flatMap(entity -> entity.get(TX_INSTANT))
                .orElseThrow();
    }

    /// What was decided by transaction t, unless its record is gone.
    Optional<Decision> decision(long t) {
        connection.db(t, LONGEST_WAIT);
        return connection.log(t, t + 1).stream().findFirst().flatMap(Decision::in);
    }

    /// The first transaction that decided a request.
    OptionalLong decided(RequestId id) {
        Database db = connection.db();
        return machine.handlers().definitions().stream()
                .map(handler -> claim(handler, id).at(db))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    Optional<Parked> parked(RequestId id) {
        Database db = connection.db();
        return machine.handlers().definitions().stream()
                .flatMap(handler -> Parked.of(db, claim(handler, id)).stream())
                .findFirst();
    }

    private Claim claim(HandlerDefinition<?> handler, RequestId id) {
        return Claim.of(machine.name(), handler.name(), id.text());
    }
}
