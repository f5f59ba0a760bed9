package dev.factum.facts.pull;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.pull.PullPattern.AttributeSpec;
import dev.factum.facts.pull.PullPattern.Target;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns EDN into a [PullPattern]. Not thread-safe.
final class PatternParser {

    private static final Symbol WILDCARD = Symbol.of("*");
    private static final Symbol UNLIMITED = Symbol.of("...");
    private static final Symbol LIMIT = Symbol.of("limit");
    private static final Symbol DEFAULT = Symbol.of("default");
    private static final Keyword DB_ID = Keyword.of("db/id");
    private static final int MAX_DEPTH = 100;

    private int depth;

    PullPattern parse(@Nullable Object form) {
        Object pattern = form instanceof String text ? Edn.read(text) : form;
        if (!(pattern instanceof List<?> specs)) {
            throw error(DbErrorCode.INVALID_PULL, "A pull pattern is a vector", pattern);
        }
        if (++depth > MAX_DEPTH) {
            throw error(DbErrorCode.LIMIT_EXCEEDED, "A pull pattern is nested too deeply", null);
        }
        boolean wildcard = false;
        boolean withId = false;
        List<AttributeSpec> attributes = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Object spec : specs) {
            if (isWildcard(spec)) {
                wildcard = true;
            } else if (isId(spec)) {
                withId = true;
            } else if (spec instanceof Map<?, ?> map) {
                map.forEach((key, value) -> add(attributes, seen, attribute(key, target(value))));
            } else {
                add(attributes, seen, attribute(spec, new Target.Plain()));
            }
        }
        depth--;
        return new PullPattern(wildcard, withId || wildcard, attributes);
    }

    private static void add(List<AttributeSpec> attributes, Set<Object> seen, AttributeSpec spec) {
        if (!seen.add(List.of(spec.name(), spec.reverse()))) {
            throw FactumError.of(
                            DbErrorCode.PULL_DUPLICATE_ATTRIBUTE,
                            "An attribute is named twice in a pull pattern")
                    .with("attribute", spec.name());
        }
        attributes.add(spec);
    }

    private static boolean isWildcard(@Nullable Object spec) {
        return WILDCARD.equals(spec) || "*".equals(spec) || Keyword.of("*").equals(spec);
    }

    private static boolean isId(@Nullable Object spec) {
        return DB_ID.equals(spec)
                || ":db/id".equals(spec)
                || (spec instanceof List<?> list
                        && !list.isEmpty()
                        && DB_ID.equals(list.getFirst()));
    }

    private Target target(@Nullable Object form) {
        if (UNLIMITED.equals(form) || "...".equals(form)) {
            return new Target.Recursion(Integer.MAX_VALUE);
        }
        if (form instanceof Long number && number > 0) {
            return new Target.Recursion((int) Math.min(number, Integer.MAX_VALUE));
        }
        if (form instanceof List<?> list) {
            return new Target.Nested(parse(list));
        }
        throw error(
                DbErrorCode.INVALID_RECUR_LIMIT,
                "Below an attribute stands a pattern, a positive number or ...",
                form);
    }

    private AttributeSpec attribute(@Nullable Object form, Target target) {
        if (!(form instanceof List<?> list)) {
            return withOptions(name(form), List.of(), target, form);
        }
        if (list.isEmpty()) {
            throw error(DbErrorCode.INVALID_ATTR_SPEC, "An attribute has a name", form);
        }
        if (LIMIT.equals(list.getFirst()) || DEFAULT.equals(list.getFirst())) {
            return legacy(list, target);
        }
        return withOptions(name(list.getFirst()), list.subList(1, list.size()), target, form);
    }

    /// `(limit attr n)` and `(default attr value)`
    private AttributeSpec legacy(List<?> list, Target target) {
        if (list.size() != 3) {
            throw error(
                    DbErrorCode.INVALID_ATTR_SPEC,
                    "limit and default take an attribute and a value",
                    list);
        }
        Keyword option = Keyword.of(list.getFirst().toString());
        List<@Nullable Object> options = new ArrayList<>();
        options.add(option);
        options.add(list.get(2));
        return withOptions(name(list.get(1)), options, target, list);
    }

    private static Keyword name(@Nullable Object form) {
        if (form instanceof Keyword name) {
            return name;
        }
        if (form instanceof String text && text.length() > 1 && text.startsWith(":")) {
            return Keyword.of(text);
        }
        throw error(DbErrorCode.INVALID_ATTR_SPEC, "An attribute is named by a keyword", form);
    }

    private static AttributeSpec withOptions(
            Keyword name, List<?> options, Target target, @Nullable Object form) {
        if (options.size() % 2 != 0) {
            throw error(
                    DbErrorCode.INVALID_ATTR_SPEC, "An option of an attribute has no value", form);
        }
        Object key = name;
        int limit = PullPattern.DEFAULT_LIMIT;
        Object defaultValue = null;
        Symbol transform = null;
        for (int index = 0; index < options.size(); index += 2) {
            Object option = options.get(index);
            Object value = options.get(index + 1);
            switch (option instanceof Keyword keyword ? keyword.name() : "") {
                case "as" -> key = value == null ? name : value;
                case "limit" -> limit = limit(value, form);
                case "default" -> defaultValue = value;
                case "xform" -> transform = transform(value, form);
                default -> {
                    // Options that mean nothing here are left alone, as Datomic does.
                }
            }
        }
        boolean reverse = name.name().length() > 1 && name.name().startsWith("_");
        Keyword forward = reverse ? new Keyword(name.namespace(), name.name().substring(1)) : name;
        return new AttributeSpec(forward, reverse, key, limit, defaultValue, transform, target);
    }

    private static int limit(@Nullable Object value, @Nullable Object form) {
        return switch (value) {
            case null -> Integer.MAX_VALUE;
            case Long number when number > 0 -> (int) Math.min(number, Integer.MAX_VALUE);
            default ->
                    throw error(
                            DbErrorCode.INVALID_PULL, "A limit is a positive number or nil", form);
        };
    }

    private static Symbol transform(@Nullable Object value, @Nullable Object form) {
        if (value instanceof Symbol symbol) {
            return symbol;
        }
        throw error(DbErrorCode.INVALID_PULL, "An xform is named by a symbol", form);
    }

    private static FactumError error(DbErrorCode code, String text, @Nullable Object form) {
        return FactumError.of(code, text).form(form);
    }
}
