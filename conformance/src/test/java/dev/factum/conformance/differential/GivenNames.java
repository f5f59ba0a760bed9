package dev.factum.conformance.differential;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of a case (`e/t0-1`, `tx/n2`) and what they stand for in one engine, both ways. Not
/// thread-safe.
final class GivenNames {

    private static final Set<String> SPACES = Set.of("e", "tx", "t");

    private final Map<Symbol, Object> values;
    private final Map<Object, Symbol> names;

    GivenNames() {
        this(Map.of(), Map.of());
    }

    private GivenNames(Map<Symbol, Object> values, Map<Object, Symbol> names) {
        this.values = new HashMap<>(values);
        this.names = new HashMap<>(names);
    }

    GivenNames copy() {
        return new GivenNames(values, names);
    }

    void transaction(String number, Object tx, Object t) {
        entity("tx", number, tx);
        values.put(new Symbol("t", number), t);
    }

    void entity(String space, String name, Object id) {
        var symbol = new Symbol(space, name);
        values.put(symbol, id);
        names.putIfAbsent(id, symbol);
    }

    /// The answer with names for ids.
    @Nullable Object named(@Nullable Object answer) {
        return switch (answer) {
            case Long id -> names.getOrDefault(id, null) == null ? id : names.get(id);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, each) -> all.put(named(key), named(each)));
                yield all;
            }
            case Set<?> set -> {
                Set<@Nullable Object> all = new LinkedHashSet<>();
                set.forEach(each -> all.add(named(each)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(each -> all.add(named(each)));
                yield all;
            }
            case null, default -> answer;
        };
    }

    /// The form with ids for names.
    ///
    /// @throws Unknown if a name stands for nothing
    @Nullable Object substitute(@Nullable Object form) {
        return switch (form) {
            case Symbol symbol
                    when symbol.namespace() != null && SPACES.contains(symbol.namespace()) -> {
                Object value = values.get(symbol);
                if (value == null) {
                    throw new Unknown();
                }
                yield value;
            }
            case EdnList list -> EdnList.copyOf(all(list));
            case List<?> list -> all(list);
            case Set<?> set -> new LinkedHashSet<>(all(set));
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, each) -> all.put(substitute(key), substitute(each)));
                yield all;
            }
            case null, default -> form;
        };
    }

    private List<@Nullable Object> all(Collection<?> forms) {
        List<@Nullable Object> all = new ArrayList<>();
        forms.forEach(form -> all.add(substitute(form)));
        return all;
    }

    /// A name that stands for nothing here.
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
