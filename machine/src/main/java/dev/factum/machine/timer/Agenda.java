package dev.factum.machine.timer;

import dev.factum.facts.database.Database;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a machine has to do at some moment: an attribute whose values are a list, which belongs to
/// a machine, and a moment, in the order of both.
///
/// To find what is due, or when something will be, is one look into an index; it costs the same
/// whether ten entries wait or ten million.
public final class Agenda {

    /// The lists of a machine: what waits long in one does not stand in the way of the other.
    public enum Kind {
        TIMER,
        REQUEST;

        private String of(String machine) {
            return name().toLowerCase(Locale.ROOT) + ":" + machine;
        }
    }

    /// List and moment of an entity that has something to do; it has none once it has not.
    public static final Keyword DUE = Keyword.of("factum.agenda/due");

    private static final Keyword RETRACT = Keyword.of("db/retract");

    private Agenda() {}

    /// An entry: an entity and its moment.
    public record Entry(long entity, Instant due) {}

    /// What the machine installs; the past of an agenda is of no interest.
    public static List<Map<Keyword, Object>> schema() {
        var due = new LinkedHashMap<Keyword, Object>();
        due.put(Keyword.of("db/ident"), DUE);
        due.put(Keyword.of("db/valueType"), Keyword.of("db.type/tuple"));
        due.put(
                Keyword.of("db/tupleTypes"),
                List.of(Keyword.of("db.type/string"), Keyword.of("db.type/instant")));
        due.put(Keyword.of("db/cardinality"), Keyword.of("db.cardinality/one"));
        due.put(Keyword.of("db/index"), true);
        due.put(Keyword.of("db/noHistory"), true);
        due.put(Keyword.of("db/doc"), "Whose list this is on, and for when");
        return List.of(due);
    }

    /// The value that puts an entity on the agenda.
    public static List<Object> at(String machine, Kind kind, Instant due) {
        return List.of(kind.of(machine), due);
    }

    /// The transaction data that takes an entity off the agenda; none if it is not on it.
    public static List<List<Object>> off(Database db, long entity) {
        Object due = db.entity(entity).map(each -> each.get(DUE)).orElse(null);
        return due == null ? List.of() : List.of(List.of(RETRACT, entity, DUE, due));
    }

    /// What a machine has on a list, the earliest first.
    public static Iterator<Entry> of(Database db, String machine, Kind kind) {
        return from(db, kind.of(machine), null);
    }

    private static Iterator<Entry> from(Database db, String list, @Nullable Instant from) {
        AttributeDefinition attribute = db.schema().attribute(DUE);
        if (attribute == null) {
            return List.<Entry>of().iterator();
        }
        Iterator<Datom> datoms = db.range(attribute.id(), Arrays.asList(list, from), null);
        return new Iterator<>() {
            private @Nullable Entry next = read();

            private @Nullable Entry read() {
                return datoms.hasNext() ? entry(datoms.next(), list) : null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Entry next() {
                Entry found = next;
                if (found == null) {
                    throw new NoSuchElementException();
                }
                next = read();
                return found;
            }
        };
    }

    /// The entry, or null if it is on another list.
    private static @Nullable Entry entry(Datom datom, String list) {
        return datom.v() instanceof List<?> value
                        && list.equals(value.get(0))
                        && value.get(1) instanceof Instant due
                ? new Entry(datom.e(), due)
                : null;
    }

    /// The first moment after `now` at which something on a list is due.
    public static Optional<Instant> next(Database db, String machine, Kind kind, Instant now) {
        Iterator<Entry> entries = from(db, kind.of(machine), now.plusNanos(1));
        return entries.hasNext() ? Optional.of(entries.next().due()) : Optional.empty();
    }

    /// True if a transaction may have put something on an agenda.
    public static boolean isTouchedBy(Database db, List<Datom> datoms) {
        AttributeDefinition attribute = db.schema().attribute(DUE);
        return attribute != null
                && datoms.stream().anyMatch(datom -> datom.a() == attribute.id() && datom.added());
    }
}
