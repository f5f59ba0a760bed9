package dev.factum.machine.lease;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.claim.Position;
import dev.factum.machine.claim.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who does a part of a machine's work, as facts. Immutable.
///
/// @param source the part as a source of messages: under which epoch it is done, and how far
/// @param owner the life of the instance that does it
record Lease(Part part, Source source, Optional<String> owner) {

    private static final Attribute<String> OWNER =
            Attribute.string("factum.lease/owner")
                    .doc("The life of the instance that does this part of a machine's work");

    static List<Map<Keyword, Object>> schema() {
        return List.of(OWNER.declaration());
    }

    static Lease in(Database db, String machine, Part part) {
        String name = part.nameFor(machine);
        return new Lease(part, Source.in(db, name), owner(db, name));
    }

    /// The life of the instance that does a part, by its name.
    static Optional<String> owner(Database db, String name) {
        return db.entity(Source.reference(name)).flatMap(entity -> entity.get(OWNER));
    }

    /// The transaction data by which an instance takes it.
    List<Object> taken(String life) {
        var form = new LinkedHashMap<Keyword, Object>(source.takeOver().getFirst());
        form.put(OWNER.ident(), life);
        return List.of(form);
    }

    /// The transaction data by which its owner leaves it.
    List<Object> left() {
        return owner.<List<Object>>map(name ->
                        List.of(
                                List.of(
                                        Keyword.of("db/retract"),
                                        Source.reference(source.name()),
                                        OWNER.ident(),
                                        name)))
                .orElse(List.of());
    }

    boolean isOf(String life) {
        return owner.filter(life::equals).isPresent();
    }

    /// By what right its owner decides messages once it is taken.
    Position position() {
        return new Position(source.name(), source.epoch() + 1, Source.NOTHING);
    }

    static boolean isTouchedBy(Database db, List<Datom> datoms) {
        AttributeDefinition attribute = db.schema().attribute(OWNER.ident());
        return attribute != null && datoms.stream().anyMatch(datom -> datom.a() == attribute.id());
    }
}
