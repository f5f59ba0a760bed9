package dev.factum.machine.request;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.util.Iterator;
import java.util.List;

/// That a request which is not done holds back messages of its decision, as a fact. Immutable.
///
/// @param entity the request
/// @param group what all requests of its decision have in common
record Hold(long entity, String group) {

    /// The transaction data that takes it away.
    List<Object> released() {
        return List.of(Keyword.of("db/retract"), entity, RequestFacts.HOLDS.ident(), group);
    }

    /// True if another request of the decision holds the messages back as well.
    ///
    /// To know that, it is enough to read of one that it does, so only the end of that one makes a
    /// change be made anew that rests on this, not the end of every other. The last one is taken,
    /// since it ends last. Only who finds none has to read all.
    ///
    /// @param db tracks what the change rests on
    boolean isSharedIn(Database db) {
        AttributeDefinition holds = db.attributeOrThrow(RequestFacts.HOLDS.ident());
        Prefix holding = Prefix.attributeValue(holds.id(), group);
        Iterator<Datom> backward = db.untracked().seekBackward(IndexOrder.AVET, holding);
        while (backward.hasNext()) {
            Datom last = backward.next();
            if (last.a() != holds.id() || !group.equals(last.v())) {
                break;
            }
            if (last.e() != entity) {
                return db.entity(last.e())
                        .flatMap(each -> each.get(RequestFacts.HOLDS))
                        .isPresent();
            }
        }
        return hasOther(db.scan(IndexOrder.AVET, holding));
    }

    private boolean hasOther(Iterator<Datom> all) {
        while (all.hasNext()) {
            if (all.next().e() != entity) {
                return true;
            }
        }
        return false;
    }
}
