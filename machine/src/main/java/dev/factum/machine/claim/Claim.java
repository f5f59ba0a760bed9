package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.tx.Transaction;
import dev.factum.machine.message.Message;
import java.util.OptionalLong;

/// The right to decide one message in one handler, which the writer gives once. Immutable.
///
/// @param text the idempotency key of the transaction that carries the decision
public record Claim(String text) {

    public static Claim of(String handler, Message message) {
        return new Claim(handler + "/" + message.identity());
    }

    /// The transaction that decided, as far as this database knows.
    public OptionalLong at(Database db) {
        return Transaction.claimedAt(db.state(), text);
    }
}
