package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.tx.Transaction;
import dev.factum.machine.message.Message;
import java.util.OptionalLong;

/// The right to decide one message in one handler of one machine, which the writer gives once.
/// Immutable.
///
/// Machines on one database do not take each other's claims, even where their handlers have the
/// same names.
///
/// @param text the idempotency key of the transaction that carries the decision
public record Claim(String text) {

    public static Claim of(String machine, String handler, Message message) {
        return of(machine, handler, message.identity());
    }

    /// The claim to a message of which only the identity is known.
    public static Claim of(String machine, String handler, String identity) {
        return new Claim(machine + "/" + handler + "/" + identity);
    }

    /// The transaction that decided, as far as this database knows.
    public OptionalLong at(Database db) {
        return Transaction.claimedAt(db.state(), text);
    }
}
