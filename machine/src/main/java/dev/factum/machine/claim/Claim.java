package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.tx.Transaction;
import dev.factum.machine.message.Message;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;

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

    /// What was read by whoever saw that nobody has it, and something else.
    ReadSet readsAnd(ReadSet others) {
        Set<ReadRange> ranges = new LinkedHashSet<>(others.ranges());
        ranges.add(new ReadRange.AttributeValue(Builtin.CLAIM, text));
        return ReadSet.of(ranges);
    }
}
