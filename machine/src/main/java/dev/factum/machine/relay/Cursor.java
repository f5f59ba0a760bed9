package dev.factum.machine.relay;

import dev.factum.facts.database.Database;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far a relay has come, as a fact: everything owed by transactions up to t was taken over by
/// the broker. Immutable.
///
/// @param relay the relay's name
public record Cursor(String relay, long through) {

    private static final Attribute<String> NAME =
            Attribute.string("factum.relay/name").identity().doc("A relay of the effect machine");
    private static final Attribute<Long> THROUGH =
            Attribute.longNumber("factum.relay/through")
                    .doc("What transactions up to this t owe was sent");

    /// What the machine installs to keep cursors; their past is of no interest.
    public static List<Map<Keyword, Object>> schema() {
        Map<Keyword, Object> through = new LinkedHashMap<>(THROUGH.declaration());
        through.put(Keyword.of("db/noHistory"), true);
        return List.of(NAME.declaration(), through);
    }

    /// The cursor of a relay in this database; 0 if it never saved one.
    public static Cursor in(Database db, String relay) {
        long through =
                db.schema().attribute(NAME.ident()) == null
                        ? 0
                        : db.entity(NAME.is(relay))
                                .flatMap(entity -> entity.get(THROUGH))
                                .orElse(0L);
        return new Cursor(relay, through);
    }

    /// The transaction data that saves it.
    public List<Map<Keyword, Object>> txData() {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(NAME.ident(), relay);
        form.put(THROUGH.ident(), through);
        return List.of(form);
    }
}
