package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.IndexReader;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// How the corpus asks for datoms along the indexes, and how it shows them.
final class IndexAnswers {

    private IndexAnswers() {}

    static Object answer(Map<?, ?> check, Names names, Database db) {
        if (Checks.has(check, "index-pull")) {
            return IndexPulls.answer(check, names, db);
        }
        IndexReader reader = IndexReader.of(db);
        if (Checks.has(check, "index-range")) {
            List<?> parts =
                    (List<?>) Objects.requireNonNull(Checks.input(check, "index-range", names, db));
            return shown(
                    db,
                    reader.range(Objects.requireNonNull(parts.get(0)), parts.get(1), parts.get(2)),
                    check,
                    -1);
        }
        for (String kind : List.of("datoms", "seek-datoms", "rseek-datoms")) {
            if (Checks.has(check, kind)) {
                List<?> parts =
                        (List<?>) Objects.requireNonNull(Checks.input(check, kind, names, db));
                IndexOrder order =
                        IndexOrder.valueOf(
                                ((Keyword) parts.getFirst()).name().toUpperCase(Locale.ROOT));
                Object[] components = parts.subList(1, parts.size()).toArray();
                Iterator<Datom> datoms =
                        switch (kind) {
                            case "datoms" -> reader.datoms(order, components);
                            case "seek-datoms" -> reader.seek(order, components);
                            default -> reader.seekBackward(order, components);
                        };
                return shown(db, datoms, check, attribute(db, order, parts));
            }
        }
        throw new IllegalArgumentException("Unknown check " + check);
    }

    private static List<Object> shown(
            Database db, Iterator<Datom> datoms, Map<?, ?> check, long attribute) {
        long limit = Checks.get(check, "limit") instanceof Long number ? number : Long.MAX_VALUE;
        boolean sameAttribute = Checks.has(check, "same-attr");
        List<Object> shown = new ArrayList<>();
        while (shown.size() < limit && datoms.hasNext()) {
            Datom datom = datoms.next();
            if (sameAttribute && datom.a() != attribute) {
                break;
            }
            shown.add(
                    Arrays.asList(
                            datom.e(), label(db, datom.a()), datom.v(), datom.tx(), datom.added()));
        }
        return shown;
    }

    /// The attribute that the components of an index call name, or -1.
    private static long attribute(Database db, IndexOrder order, List<?> parts) {
        int place = order == IndexOrder.EAVT || order == IndexOrder.VAET ? 2 : 1;
        return parts.size() > place ? db.entid(parts.get(place)).orElse(-1) : -1;
    }

    private static Object label(Database db, long attribute) {
        return db.schema().label(attribute);
    }
}
