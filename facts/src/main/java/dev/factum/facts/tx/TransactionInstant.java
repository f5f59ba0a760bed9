package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.schema.Builtin;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The instant of the transaction: the transactor's clock, never before the last transaction's,
/// unless the transaction says another that lies between the two.
final class TransactionInstant {

    private TransactionInstant() {}

    static Instant of(
            Database before, long transaction, TxOptions options, Collection<Fact> facts) {
        Instant last = before.state().lastInstant();
        Instant latest = later(last, options.instant());
        Instant limit = options.limit() == null ? Instant.MAX : later(last, options.limit());
        Instant chosen = null;
        for (Fact fact : facts) {
            if (fact.attribute().id() == Builtin.TX_INSTANT
                    && EntityId.isTransaction(fact.entity())) {
                if (fact.entity() != transaction || !fact.added()) {
                    throw fact.source()
                            .error(
                                    DbErrorCode.RESET_TX_INSTANT,
                                    "You can set :db/txInstant only on the current transaction")
                            .with("transaction", fact.entity());
                }
                chosen = checked((Instant) fact.value(), last, limit, fact.source());
            }
        }
        return chosen == null ? latest : chosen;
    }

    private static Instant later(Instant last, @Nullable Instant given) {
        return given == null || given.isBefore(last) ? last : given;
    }

    private static Instant checked(Instant given, Instant last, Instant limit, Source source) {
        if (given.isBefore(last)) {
            throw source.error(
                            DbErrorCode.PAST_TX_INSTANT,
                            "Time conflict: the instant is older than the last transaction's")
                    .with("given", given)
                    .with("last", last);
        }
        if (given.isAfter(limit)) {
            throw source.error(
                            DbErrorCode.FUTURE_TX_INSTANT,
                            "Time conflict: the instant is in the future")
                    .with("given", given)
                    .with("now", limit);
        }
        return given;
    }
}
