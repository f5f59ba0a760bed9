package dev.factum.facts.query;

import dev.factum.facts.database.Functions.QueryFunction;
import dev.factum.facts.value.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions that every query may call: the allow-list. All are pure and take time in
/// proportion to their arguments.
final class FunctionTable {

    /// A function and how many arguments it takes.
    record Entry(int fewest, int most, QueryFunction function) {}

    private static final int ANY = Integer.MAX_VALUE;
    private static final Map<Symbol, Entry> ENTRIES = new HashMap<>();

    static {
        comparisons();
        arithmetic();
        values();
        databases();
        texts();
        collections();
    }

    private FunctionTable() {}

    static @Nullable Entry named(Symbol name) {
        boolean isCore = "clojure.core".equals(name.namespace());
        return ENTRIES.get(isCore ? new Symbol(null, name.name()) : name);
    }

    private static void comparisons() {
        put("=", 2, 2, a -> Comparisons.areEqual(a.get(0), a.get(1)));
        put("!=", 2, 2, a -> !Comparisons.areEqual(a.get(0), a.get(1)));
        put("not=", 2, 2, a -> !Comparisons.areEqual(a.get(0), a.get(1)));
        put("==", 1, ANY, Comparisons::areOneNumber);
        put("<", 2, 2, a -> Comparisons.holds(a, order -> order < 0));
        put("<=", 2, 2, a -> Comparisons.holds(a, order -> order <= 0));
        put(">", 2, 2, a -> Comparisons.holds(a, order -> order > 0));
        put(">=", 2, 2, a -> Comparisons.holds(a, order -> order >= 0));
        put("compare", 2, 2, Comparisons::compare);
    }

    private static void arithmetic() {
        put("+", 1, ANY, a -> Arithmetic.fold(a, Arithmetic::plus));
        put(
                "-",
                1,
                ANY,
                a ->
                        a.size() == 1
                                ? Arithmetic.minus(0L, a.get(0))
                                : Arithmetic.fold(a, Arithmetic::minus));
        put("*", 1, ANY, a -> Arithmetic.fold(a, Arithmetic::times));
        put("/", 2, ANY, a -> Arithmetic.fold(a, Arithmetic::divide));
        put("quot", 2, 2, a -> Arithmetic.quotient(a.get(0), a.get(1)));
        put("rem", 2, 2, a -> Arithmetic.remainder(a.get(0), a.get(1)));
        put("mod", 2, 2, a -> Arithmetic.modulus(a.get(0), a.get(1)));
        put("inc", 1, 1, a -> Arithmetic.plus(a.get(0), 1L));
        put("dec", 1, 1, a -> Arithmetic.minus(a.get(0), 1L));
        put(
                "abs",
                1,
                1,
                a -> Arithmetic.sign(a.get(0)) < 0 ? Arithmetic.minus(0L, a.get(0)) : a.get(0));
        put("max", 1, ANY, a -> Comparisons.extreme(a, 1));
        put("min", 1, ANY, a -> Comparisons.extreme(a, -1));
        put("even?", 1, 1, a -> Arithmetic.isEven(a.get(0)));
        put("odd?", 1, 1, a -> !Arithmetic.isEven(a.get(0)));
        put("pos?", 1, 1, a -> Arithmetic.sign(a.get(0)) > 0);
        put("neg?", 1, 1, a -> Arithmetic.sign(a.get(0)) < 0);
        put("zero?", 1, 1, a -> Arithmetic.sign(a.get(0)) == 0);
    }

    private static void values() {
        put("identity", 1, 1, List::getFirst);
        put("ground", 1, 1, List::getFirst);
        put("not", 1, 1, a -> a.get(0) == null || Boolean.FALSE.equals(a.get(0)));
        put("nil?", 1, 1, a -> a.get(0) == null);
        put("some?", 1, 1, a -> a.get(0) != null);
        put("true?", 1, 1, a -> Boolean.TRUE.equals(a.get(0)));
        put("false?", 1, 1, a -> Boolean.FALSE.equals(a.get(0)));
        Kinds.all().forEach((name, kind) -> put(name, 1, 1, a -> kind.test(a.get(0))));
    }

    private static void databases() {
        put("get-else", 4, 4, DatabaseFunctions::getElse);
        put("get-some", 3, ANY, DatabaseFunctions::getSome);
        put("missing?", 3, 3, DatabaseFunctions::missing);
        put(
                "fulltext",
                3,
                3,
                _ -> {
                    throw DatabaseFunctions.noFulltext();
                });
        put("tx-ids", 3, 3, DatabaseFunctions::transactionIds);
        put("tx-data", 2, 2, DatabaseFunctions::transactionData);
        put("datomic.api/ident", 2, 2, DatabaseFunctions::ident);
        put("datomic.api/entid", 2, 2, DatabaseFunctions::entid);
        put("datomic.api/entity", 2, 2, DatabaseFunctions::entity);
        put("datomic.api/pull", 3, 3, DatabaseFunctions::pull);
        put("datomic.api/is-history", 1, 1, DatabaseFunctions::isHistory);
    }

    private static void texts() {
        put("str", 0, ANY, Texts::join);
        put("subs", 2, 3, Texts::part);
        put("name", 1, 1, a -> Texts.name(a.get(0)));
        put("namespace", 1, 1, a -> Texts.namespace(a.get(0)));
        put("keyword", 1, 2, Texts::keyword);
        put("clojure.string/upper-case", 1, 1, Texts::upperCase);
        put("clojure.string/lower-case", 1, 1, Texts::lowerCase);
        put("clojure.string/trim", 1, 1, a -> Texts.text(a.get(0)).strip());
        put("clojure.string/blank?", 1, 1, a -> a.get(0) == null || Texts.text(a.get(0)).isBlank());
        put(
                "clojure.string/starts-with?",
                2,
                2,
                a -> Texts.text(a.get(0)).startsWith(Texts.text(a.get(1))));
        put(
                "clojure.string/ends-with?",
                2,
                2,
                a -> Texts.text(a.get(0)).endsWith(Texts.text(a.get(1))));
        put(
                "clojure.string/includes?",
                2,
                2,
                a -> Texts.text(a.get(0)).contains(Texts.text(a.get(1))));
    }

    private static void collections() {
        put("tuple", 1, ANY, Sequences::vector);
        put("untuple", 1, 1, List::getFirst);
        put("vector", 0, ANY, Sequences::vector);
        put("list", 0, ANY, Sequences::vector);
        put("hash-map", 0, ANY, Sequences::map);
        put("count", 1, 1, a -> Sequences.count(a.get(0)));
        put("empty?", 1, 1, a -> Sequences.count(a.get(0)) == 0);
        put("get", 2, 3, Sequences::get);
        put("contains?", 2, 2, a -> Sequences.contains(a.get(0), a.get(1)));
        put("nth", 2, 2, a -> Sequences.nth(a.get(0), a.get(1)));
        put("first", 1, 1, a -> Sequences.end(a.get(0), true));
        put("last", 1, 1, a -> Sequences.end(a.get(0), false));
    }

    private static void put(String name, int fewest, int most, QueryFunction function) {
        ENTRIES.put(Symbol.of(name), new Entry(fewest, most, function));
    }
}
