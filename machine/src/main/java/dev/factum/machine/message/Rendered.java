package dev.factum.machine.message;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A part of a payload that is known only after the commit: it stands for what a pull or a query
/// says on the database right after that transaction.
///
/// It is rendered once, when the transaction is applied, and what came out is recorded. Entity ids
/// are left out of it. Immutable; equal by content.
public sealed interface Rendered {

    /// A tree of facts about one entity.
    ///
    /// @param pattern EDN data
    /// @param entity a lookup ref, an ident, or a tempid of the same effects
    record Pull(Object pattern, Object entity) implements Rendered {}

    /// The answer to a query; the database is its first input.
    record Query(Object query, List<Object> inputs) implements Rendered {
        public Query {
            inputs = List.copyOf(inputs);
        }
    }

    /// What a pull says after the commit.
    ///
    /// @param pattern EDN text or data
    static Rendered pull(Object pattern, Object entity) {
        return new Pull(data(pattern), entity);
    }

    /// What a query says after the commit.
    ///
    /// @param query EDN text or data
    static Rendered query(Object query, Object... inputs) {
        return new Query(data(query), Arrays.asList(inputs));
    }

    private static Object data(Object form) {
        Object data = form instanceof String text ? Edn.read(text) : form;
        return data == null ? List.of() : data;
    }

    /// What this stands for after the transaction; null if it says nothing.
    private @Nullable Object in(TxReport report) {
        Database after = report.dbAfter();
        return switch (this) {
            case Pull(Object pattern, Object entity) -> {
                Long tempid = report.tempids().get(entity);
                yield after.pull(pattern, tempid == null ? entity : (Object) tempid);
            }
            case Query(Object query, List<Object> inputs) -> after.query(query, inputs.toArray());
        };
    }

    /// The payload with everything rendered; parts that say nothing are left out.
    static Map<Keyword, Object> render(Map<Keyword, Object> payload, TxReport report) {
        if (payload.values().stream().noneMatch(Rendered::isOpen)) {
            return payload;
        }
        var rendered = new LinkedHashMap<Keyword, Object>();
        payload.forEach((name, value) -> {
            Object known = value(value, report);
            if (known != null) {
                rendered.put(name, known);
            }
        });
        return rendered;
    }

    /// True if a value is rendered, or holds something that is.
    static boolean isOpen(@Nullable Object value) {
        return switch (value) {
            case Rendered _ -> true;
            case List<?> list -> list.stream().anyMatch(Rendered::isOpen);
            case Set<?> set -> set.stream().anyMatch(Rendered::isOpen);
            case Map<?, ?> map -> map.values().stream().anyMatch(Rendered::isOpen);
            case null, default -> false;
        };
    }

    private static @Nullable Object value(@Nullable Object value, TxReport report) {
        return switch (value) {
            case Rendered rendered -> withoutIds(rendered.in(report));
            case List<?> list -> {
                var values = new ArrayList<@Nullable Object>();
                list.forEach(element -> values.add(value(element, report)));
                yield values;
            }
            case Set<?> set -> {
                var values = new LinkedHashSet<@Nullable Object>();
                set.forEach(element -> values.add(value(element, report)));
                yield values;
            }
            case Map<?, ?> map -> {
                var values = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, element) -> values.put(key, value(element, report)));
                yield values;
            }
            case null, default -> value;
        };
    }

    private static @Nullable Object withoutIds(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Rendered::withoutIds).toList();
            case Set<?> set -> {
                var kept = new LinkedHashSet<@Nullable Object>();
                set.forEach(element -> kept.add(withoutIds(element)));
                yield kept;
            }
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, element) -> {
                    if (!Payload.DB_ID.equals(key)) {
                        kept.put(key, withoutIds(element));
                    }
                });
                yield kept;
            }
            case null, default -> value;
        };
    }
}
