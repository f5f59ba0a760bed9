package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Which partition each new entity is to be in. Not thread-safe: one per transaction.
final class Partitions {

    private static final int MAX_AFFINITY = 1_000;

    private final Database before;
    private final Map<Object, Long> forced = new HashMap<>();
    private final Map<Object, Object> matched = new HashMap<>();

    Partitions(Database before) {
        this.before = before;
    }

    /// `{:db/force-partition {tempid partition}}`
    void force(@Nullable Object directive, Source source) {
        for (Map.Entry<?, ?> entry : entries(directive, source)) {
            forced.put(key(entry.getKey(), source), partition(entry.getValue()));
        }
    }

    /// `{:db/match-partition {tempid entity}}`
    void match(@Nullable Object directive, Source source) {
        for (Map.Entry<?, ?> entry : entries(directive, source)) {
            if (entry.getValue() == null) {
                throw source.error(
                        DbErrorCode.INVALID_TX_DATA, "A partition is matched to an entity");
            }
            matched.put(key(entry.getKey(), source), entry.getValue());
        }
    }

    /// Puts a tempid that names its partition there.
    void put(Object tempid, long partition) {
        forced.putIfAbsent(tempid, partition);
    }

    /// The partition asked for, or empty if none was.
    OptionalLong of(Object tempid) {
        Object next = tempid;
        for (int step = 0; step < MAX_AFFINITY; step++) {
            Long partition = forced.get(next);
            if (partition != null) {
                return OptionalLong.of(partition);
            }
            Object other = matched.get(next);
            if (other == null) {
                return OptionalLong.empty();
            }
            if (!(other instanceof String text) || text.startsWith(":")) {
                return OptionalLong.of(EntityId.partition(before.entidOrThrow(other)));
            }
            next = text;
        }
        throw FactumError.of(DbErrorCode.CYCLE_IN_AFFINITY, "Partitions are matched in a circle")
                .with("tempid", tempid);
    }

    /// A partition by id, ident, or number of an implicit partition.
    long partition(@Nullable Object reference) {
        return before.entidOrThrow(reference) & 0xF_FFFFL;
    }

    private static Object key(@Nullable Object tempid, Source source) {
        if (tempid == null) {
            throw source.error(DbErrorCode.INVALID_TX_DATA, "A partition is given to a tempid");
        }
        return tempid;
    }

    private static Iterable<? extends Map.Entry<?, ?>> entries(
            @Nullable Object directive, Source source) {
        if (directive instanceof Map<?, ?> map) {
            return map.entrySet();
        }
        throw source.error(
                DbErrorCode.INVALID_TX_DATA,
                "A partition directive maps tempids to partitions or entities");
    }
}
