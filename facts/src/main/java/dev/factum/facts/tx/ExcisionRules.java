package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.util.List;

/// Step 7d: what may be requested to be excised. A request is made by one transaction as a whole,
/// and stands for ever; what makes a database work cannot be excised. Claims can, as a whole and up
/// to a t: whoever asks knows that nobody comes with an older one again.
final class ExcisionRules {

    /// What one request may come to at most: a round of indexing holds all of it in memory.
    private static final long MOST = 100_000;

    private final Schema schema;
    private final Indexes before;
    private final Indexes after;

    private final long most;

    private ExcisionRules(Schema schema, Indexes before, Indexes after, long most) {
        this.most = most;
        this.schema = schema;
        this.before = before;
        this.after = after;
    }

    static void check(Database before, Indexes after, List<Datom> datoms) {
        check(before, after, datoms, MOST);
    }

    /// @param most datoms that a request may come to
    static void check(Database before, Indexes after, List<Datom> datoms, long most) {
        var rules = new ExcisionRules(before.schema(), before.state().indexes(), after, most);
        for (Datom datom : datoms) {
            if (Builtin.isExcisionAttribute(datom.a())) {
                rules.check(datom);
            }
        }
    }

    private void check(Datom datom) {
        if (!datom.added() || isRequest(before, datom.e())) {
            throw refusal("A request to excise cannot be changed", datom);
        }
        if (!isRequest(after, datom.e())) {
            throw refusal("A request to excise says what :db/excise is", datom);
        }
        if (datom.a() == Builtin.EXCISE) {
            checkTarget(datom, (Long) datom.v());
            checkSize(datom, (Long) datom.v());
        } else if (datom.a() == Builtin.EXCISE_ATTRS) {
            checkAttribute(datom, (Long) datom.v());
        }
    }

    private void checkTarget(Datom datom, long target) {
        if (schema.attribute(target) != null) {
            if (target < Builtin.FIRST_FREE && target != Builtin.CLAIM) {
                throw refusal("What every database begins with cannot be excised", datom);
            }
            if (has(after, datom.e(), Builtin.EXCISE_ATTRS)) {
                throw refusal("Attributes can be chosen of an entity only", datom);
            }
            return;
        }
        if (EntityId.partition(target) == EntityId.DB_PARTITION
                || has(after, target, Builtin.IDENT)) {
            throw refusal("The schema cannot be excised", datom);
        }
        if (isRequest(after, target)) {
            throw refusal("A request to excise cannot be excised", datom);
        }
    }

    private void checkSize(Datom datom, long target) {
        long size = size(datom.e(), target);
        if (size > most) {
            throw refusal("This is too much to be excised by one request", datom)
                    .with("datoms", size)
                    .with("limit", most);
        }
    }

    /// How many datoms a target has, present and past, whatever the bound.
    private long size(long request, long target) {
        if (target == Builtin.CLAIM) {
            return Excision.claims(before, claimsUntil(request), most + 1).size();
        }
        if (schema.attribute(target) != null) {
            return count(IndexOrder.AEVT, Prefix.attribute(target));
        }
        long own = count(IndexOrder.EAVT, Prefix.entity(target));
        return has(after, request, Builtin.EXCISE_ATTRS)
                ? own
                : own + count(IndexOrder.VAET, Prefix.value(target));
    }

    /// There may be very many claims, and their bound says which: it has to be given as a t.
    private long claimsUntil(long request) {
        Datom given =
                after.present(IndexOrder.EAVT)
                        .first(Prefix.entityAttribute(request, Builtin.EXCISE_BEFORE_T));
        long until = given == null ? Long.MAX_VALUE : (Long) given.v();
        return EntityId.isTransaction(until) ? EntityId.sequence(until) : until;
    }

    private long count(IndexOrder order, Prefix prefix) {
        return before.present(order).count(prefix) + before.past(order).count(prefix);
    }

    private void checkAttribute(Datom datom, long attribute) {
        if (schema.attribute(attribute) == null) {
            throw refusal("This is not an attribute", datom);
        }
        boolean isKept =
                ExcisionFilter.isOfTransaction(attribute)
                        || Builtin.isSchemaAttribute(attribute)
                        || Builtin.isExcisionAttribute(attribute);
        if (isKept) {
            throw refusal("Facts of this attribute cannot be excised", datom);
        }
    }

    private static boolean isRequest(Indexes indexes, long entity) {
        return has(indexes, entity, Builtin.EXCISE);
    }

    private static boolean has(Indexes indexes, long entity, long attribute) {
        return indexes.present(IndexOrder.EAVT).first(Prefix.entityAttribute(entity, attribute))
                != null;
    }

    private FactumError refusal(String text, Datom datom) {
        return FactumError.of(DbErrorCode.INVALID_EXCISION, text)
                .with("attribute", schema.label(datom.a()))
                .with("value", datom.v() instanceof Long id ? schema.label(id) : datom.v());
    }
}
