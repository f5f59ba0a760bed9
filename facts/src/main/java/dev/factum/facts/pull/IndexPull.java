package dev.factum.facts.pull;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.IndexReader;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pulls along an index: the entities of an attribute by value, or what an attribute refers to by
/// entity.
///
/// The request is a map: `:index` (`:avet` or `:aevt`), `:selector` (a pull pattern), `:start` (an
/// attribute, and components to begin at), and `:reverse true` to walk backwards. Trees come one by
/// one as they are asked for.
public final class IndexPull implements Iterator<@Nullable Map<Object, @Nullable Object>> {

    private static final Keyword AVET = Keyword.of("avet");
    private static final Keyword AEVT = Keyword.of("aevt");

    private final Pull pull;
    private final PullPattern pattern;
    private final Iterator<Datom> datoms;
    private final long attribute;
    private final boolean byValue;
    private @Nullable Datom ahead;

    private IndexPull(
            Pull pull,
            PullPattern pattern,
            Iterator<Datom> datoms,
            long attribute,
            boolean byValue) {
        this.pull = pull;
        this.pattern = pattern;
        this.datoms = datoms;
        this.attribute = attribute;
        this.byValue = byValue;
        advance();
    }

    /// Begins an index pull.
    ///
    /// @param request the map described above, keys as keywords
    public static IndexPull of(
            Database database,
            Map<?, ?> request,
            Function<Symbol, Functions.@Nullable QueryFunction> transforms) {
        Object index = required(request, "index");
        PullPattern pattern = PullPattern.parse(required(request, "selector"));
        if (!(required(request, "start") instanceof List<?> start) || start.isEmpty()) {
            throw FactumError.of(DbErrorCode.INVALID_PULL, "An index pull starts at an attribute")
                    .form(request);
        }
        if (!index.equals(AVET) && !index.equals(AEVT)) {
            throw FactumError.of(DbErrorCode.INVALID_PULL, "An index pull walks :avet or :aevt")
                    .with("index", index);
        }
        boolean byValue = index.equals(AVET);
        AttributeDefinition attribute = database.attributeOrThrow(start.getFirst());
        if (!byValue && !(attribute.many() && attribute.isRef())) {
            throw FactumError.of(
                            DbErrorCode.INVALID_PULL,
                            "An index pull along :aevt needs references of cardinality many")
                    .with("attribute", attribute.label());
        }
        if (byValue && start.size() == 1 && attribute.many()) {
            throw FactumError.of(
                            DbErrorCode.INVALID_PULL,
                            "An index pull along :avet from the first value needs an attribute of"
                                    + " cardinality one")
                    .with("attribute", attribute.label());
        }
        IndexOrder order = IndexOrder.valueOf(((Keyword) index).name().toUpperCase(Locale.ROOT));
        IndexReader reader = IndexReader.of(database);
        Object[] components = start.toArray();
        boolean reverse = Boolean.TRUE.equals(request.get(Keyword.of("reverse")));
        Iterator<Datom> datoms =
                reverse ? reader.seekBackward(order, components) : reader.seek(order, components);
        return new IndexPull(
                Pull.from(database, transforms), pattern, datoms, attribute.id(), byValue);
    }

    private static Object required(Map<?, ?> request, String key) {
        Object value = request.get(Keyword.of(key));
        if (value == null) {
            throw FactumError.of(
                            DbErrorCode.NIL_INPUT,
                            "An index pull needs :index, :selector and :start")
                    .with("missing", Keyword.of(key));
        }
        return value;
    }

    private void advance() {
        Datom next = datoms.hasNext() ? datoms.next() : null;
        ahead = next != null && next.a() == attribute ? next : null;
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public @Nullable Map<Object, @Nullable Object> next() {
        Datom datom = ahead;
        if (datom == null) {
            throw new NoSuchElementException();
        }
        advance();
        return pull.pull(pattern, byValue ? (Object) datom.e() : datom.v());
    }
}
