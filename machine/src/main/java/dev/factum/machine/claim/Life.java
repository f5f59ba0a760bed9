package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of a machine, from its start to its end. Immutable.
///
/// @param name that of the machine, and of its instance if there are several
/// @param number counts the lives of this name
/// @param isOver true if it came to its end and did not die
public record Life(String name, long number, boolean isOver) {

    private static final Attribute<String> NAME =
            Attribute.string("factum.life/name").identity().doc("A machine, or one instance of it");
    private static final Attribute<Long> NUMBER =
            Attribute.longNumber("factum.life/number").doc("How often it was started");
    private static final Attribute<Long> OVER =
            Attribute.longNumber("factum.life/over").doc("The last life that came to its end");

    static List<Attribute<?>> schema() {
        return List.of(NAME, NUMBER, OVER);
    }

    /// The last life that a database knows of; one with the number 0 if there was none.
    public static Life last(Database db, String name) {
        Optional<Entity> known = db.entity(NAME.is(name));
        long number = known.flatMap(entity -> entity.get(NUMBER)).orElse(0L);
        long over = known.flatMap(entity -> entity.get(OVER)).orElse(0L);
        return new Life(name, number, over == number);
    }

    /// The life after this one.
    public Life next() {
        return new Life(name, number + 1, false);
    }

    /// The transaction data that begins it.
    public List<Map<Keyword, Object>> began() {
        return List.of(Map.of(NAME.ident(), name, NUMBER.ident(), number));
    }

    /// The transaction data that ends it.
    public List<Map<Keyword, Object>> ended() {
        return List.of(Map.of(NAME.ident(), name, OVER.ident(), number));
    }
}
