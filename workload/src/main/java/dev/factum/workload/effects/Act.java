package dev.factum.workload.effects;

import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.database.Database;
import java.util.Arrays;
import java.util.Optional;

/// A transaction of the service that has a name, told from others by what it writes, with the
/// points before and after it.
enum Act {
    ANSWER(Counting.ANSWERED.ident(), KillPoint.BEFORE_ANSWER, KillPoint.AFTER_ANSWER),
    DECISION(Counting.APPLIED.ident(), KillPoint.BEFORE_DECISION, KillPoint.AFTER_DECISION),
    OUTCOME(":factum.request/state", KillPoint.BEFORE_OUTCOME, KillPoint.AFTER_OUTCOME),
    MEMBER(":factum.instance/", KillPoint.BEFORE_LEASE, KillPoint.AFTER_LEASE),
    LEASE(":factum.lease/", KillPoint.BEFORE_LEASE, KillPoint.AFTER_LEASE),
    TAKE_OVER(":factum.source/epoch", KillPoint.BEFORE_TAKE_OVER, KillPoint.AFTER_TAKE_OVER),
    POSITION("/" + Counting.INPUT + "@", KillPoint.BEFORE_POSITION, KillPoint.AFTER_POSITION),
    /// Of an instance: how far it is with its parts.
    CURSOR(":factum.source/through", KillPoint.BEFORE_CURSOR, KillPoint.AFTER_CURSOR);

    private final String word;
    private final KillPoint before;
    private final KillPoint after;

    Act(Object word, KillPoint before, KillPoint after) {
        this.word = word.toString();
        this.before = before;
        this.after = after;
    }

    KillPoint before() {
        return before;
    }

    KillPoint after() {
        return after;
    }

    /// What a request does. The order of the acts counts: a decision also plans requests and may
    /// write a position down; leases, positions and cursors are all kept as sources.
    static Optional<Act> of(TxRequest request, Database db) {
        String data = request.decide(db).txData().toString();
        return Arrays.stream(values()).filter(act -> data.contains(act.word)).findFirst();
    }
}
