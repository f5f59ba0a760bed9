package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Symbol;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of a case (`e/ann`, `tx/n2`, `t/n2`, `inst/n2`) and what they stand for. Not
/// thread-safe.
final class Names {

    private static final Set<String> SPACES = Set.of("e", "tx", "t", "inst");

    private final Map<Symbol, Object> values;

    private Names(Map<Symbol, Object> values) {
        this.values = values;
    }

    static Names none() {
        return new Names(new HashMap<>());
    }

    /// The same names, to be extended without changing these.
    Names copy() {
        return new Names(new HashMap<>(values));
    }

    void put(String space, String name, Object value) {
        if (!name.isEmpty()) {
            values.put(new Symbol(space, name), value);
        }
    }

    /// The form with names replaced by values, escapes left alone: for queries and patterns.
    @Nullable Object substitute(@Nullable Object form) {
        return replace(form, null);
    }

    /// The form with names and escapes replaced: for transaction data, inputs and answers.
    @Nullable Object substitute(@Nullable Object form, Database database) {
        return replace(form, database);
    }

    private @Nullable Object replace(@Nullable Object form, @Nullable Database database) {
        return switch (form) {
            case Symbol symbol
                    when symbol.namespace() != null && SPACES.contains(symbol.namespace()) ->
                    known(symbol);
            case EdnList list when database != null && isEscape(list) -> escape(list, database);
            case EdnList list -> EdnList.copyOf(all(list, database));
            case List<?> list -> Collections.unmodifiableList(all(list, database));
            case Set<?> set -> new LinkedHashSet<>(all(set, database));
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> replaced = new LinkedHashMap<>();
                map.forEach((key, value) ->
                        replaced.put(replace(key, database), replace(value, database)));
                yield replaced;
            }
            case Tagged tagged -> new Tagged(tagged.tag(), replace(tagged.value(), database));
            case null, default -> form;
        };
    }

    private Object known(Symbol symbol) {
        Object value = values.get(symbol);
        if (value == null) {
            throw new UnknownName(symbol);
        }
        return value;
    }

    private List<@Nullable Object> all(Collection<?> forms, @Nullable Database database) {
        List<@Nullable Object> replaced = new ArrayList<>(forms.size());
        for (Object form : forms) {
            replaced.add(replace(form, database));
        }
        return replaced;
    }

    private static boolean isEscape(EdnList list) {
        return list.size() == 2
                && list.getFirst() instanceof Symbol symbol
                && symbol.namespace() == null
                && Set.of("id", "bytes", "float", "double", "uri", "ratio").contains(symbol.name());
    }

    private static Object escape(EdnList list, Database database) {
        Object argument = java.util.Objects.requireNonNull(list.getLast());
        return switch (((Symbol) list.getFirst()).name()) {
            case "id" -> database.entid(argument).orElseThrow();
            case "bytes" -> Bytes.ofHex((String) argument);
            case "float" -> Float.valueOf((String) argument);
            case "double" -> Double.valueOf((String) argument);
            case "uri" -> URI.create((String) argument);
            default -> new Tagged(Symbol.of("ratio"), argument);
        };
    }

    /// A name that stands for nothing here.
    static final class UnknownName extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownName(Symbol name) {
            super("No value for the name " + name);
        }
    }
}
