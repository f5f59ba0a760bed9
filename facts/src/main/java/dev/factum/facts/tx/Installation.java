package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The facts that say, on the entity of the database itself, which attributes were installed and
/// altered.
final class Installation {

    private Installation() {}

    /// The `:db.install/attribute` and `:db.alter/attribute` facts that `datoms` imply and do not
    /// state.
    static List<Datom> datoms(Schema before, long transaction, Collection<Datom> datoms) {
        Set<Long> installed = new LinkedHashSet<>();
        Set<Long> altered = new LinkedHashSet<>();
        for (Datom datom : datoms) {
            if (Builtin.isSchemaAttribute(datom.a())) {
                boolean known = before.attribute(datom.e()) != null;
                if (!known && datom.a() == Builtin.VALUE_TYPE && datom.added()) {
                    installed.add(datom.e());
                }
                if (known && datom.a() != Builtin.IDENT) {
                    altered.add(datom.e());
                }
            }
        }
        for (Datom datom : datoms) {
            if (datom.a() == Builtin.INSTALL_ATTRIBUTE) {
                installed.remove(datom.v());
            }
            if (datom.a() == Builtin.ALTER_ATTRIBUTE) {
                altered.remove(datom.v());
            }
        }
        List<Datom> implied = new ArrayList<>();
        installed.forEach(id -> implied.add(statement(Builtin.INSTALL_ATTRIBUTE, id, transaction)));
        altered.forEach(id -> implied.add(statement(Builtin.ALTER_ATTRIBUTE, id, transaction)));
        return implied;
    }

    private static Datom statement(long attribute, long id, long transaction) {
        return new Datom(EntityId.DB_PARTITION, attribute, id, transaction, true);
    }
}
