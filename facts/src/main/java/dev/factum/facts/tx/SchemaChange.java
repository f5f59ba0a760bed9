package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.value.Keyword;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The schema after a transaction, read from the facts about the entities that describe it.
public final class SchemaChange {

    private SchemaChange() {}

    /// The schema after `datoms`, without judging whether the change is legal: for replaying a log.
    ///
    /// @param after the indexes with the datoms in them
    public static Schema derive(Schema before, Indexes after, Collection<Datom> datoms) {
        Set<Long> described = described(datoms);
        if (described.isEmpty()) {
            return before;
        }
        Map<Long, Optional<Keyword>> names = new HashMap<>();
        Map<Long, Optional<AttributeDefinition>> definitions = new HashMap<>();
        for (long entity : described) {
            AttributeFacts facts = AttributeFacts.of(after, entity);
            names.put(entity, facts.ident());
            if (facts.isAttribute() || before.attribute(entity) != null) {
                definitions.put(entity, facts.definition(name -> idOf(before, after, name)));
            }
        }
        return before.with(names, definitions);
    }

    /// A composite may come with its parts, so a name may be new; an old name stands for what it
    /// stood for.
    static OptionalLong idOf(Schema before, Indexes after, Keyword name) {
        OptionalLong now = AttributeFacts.named(after, name);
        return now.isPresent() ? now : before.idOf(name);
    }

    /// The entities whose schema facts change.
    static Set<Long> described(Collection<Datom> datoms) {
        Set<Long> entities = new LinkedHashSet<>();
        for (Datom datom : datoms) {
            if (Builtin.isSchemaAttribute(datom.a())) {
                entities.add(datom.e());
            }
        }
        return entities;
    }

    /// The attributes of `after` whose facts must be put into AVET because `before` did not keep
    /// them there.
    public static Set<Long> newlyIndexed(Schema before, Schema after) {
        if (before == after) {
            return Set.of();
        }
        Set<Long> added = new LinkedHashSet<>(after.avet());
        added.removeAll(before.avet());
        return added;
    }

    /// The present value of an entity's attribute, for reading the facts about an attribute.
    static Optional<Object> value(Indexes indexes, long entity, long attribute) {
        Datom datom =
                indexes.present(IndexOrder.EAVT).first(Prefix.entityAttribute(entity, attribute));
        return datom == null ? Optional.empty() : Optional.of(datom.v());
    }
}
