package dev.factum.facts.tx;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import java.util.Collection;

/// Step 7c: which attributes may be installed, and which of their properties may change.
final class SchemaRules {

    private SchemaRules() {}

    static void check(
            Schema before, Indexes indexesBefore, Indexes indexesAfter, Collection<Datom> datoms) {
        for (Datom datom : datoms) {
            protectBuiltin(before, datom);
        }
        var installation = new InstallationRules(before, indexesAfter);
        var alteration = new AlterationRules(before, indexesBefore, indexesAfter);
        for (long entity : SchemaChange.described(datoms)) {
            AttributeFacts facts = AttributeFacts.of(indexesAfter, entity);
            AttributeDefinition known = before.attribute(entity);
            if (known != null) {
                alteration.check(known, facts);
            } else if (facts.isAttribute()) {
                installation.check(entity, facts);
            }
        }
        for (Datom datom : datoms) {
            protectInstallations(before, datom);
            installation.checkStated(datom);
        }
    }

    private static void protectBuiltin(Schema before, Datom datom) {
        boolean builtin = datom.e() < Builtin.FIRST_FREE && datom.e() > EntityId.DB_PARTITION;
        boolean describes =
                datom.a() == Builtin.IDENT
                        || (Builtin.makesAttribute(datom.a())
                                && before.attribute(datom.e()) != null);
        if (builtin && describes) {
            throw cannotBeAltered(before, datom);
        }
    }

    /// The entity on which everything is installed gets more of that, and loses nothing.
    private static void protectInstallations(Schema before, Datom datom) {
        boolean isPartOfIt = !datom.added() || datom.a() == Builtin.IDENT;
        if (datom.e() == EntityId.DB_PARTITION && isPartOfIt) {
            throw cannotBeAltered(before, datom);
        }
    }

    private static FactumError cannotBeAltered(Schema before, Datom datom) {
        return FactumError.of(
                        DbErrorCode.DATOM_CANNOT_BE_ALTERED,
                        "What every database begins with cannot be changed")
                .with("entity", before.label(datom.e()))
                .with("attribute", before.label(datom.a()))
                .with("value", datom.v());
    }
}
