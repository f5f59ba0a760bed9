package dev.factum.conformance.corpus;

import dev.factum.facts.database.Cancellation;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.database.Functions;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The extension functions of the corpus (FORMAT.md, *Extension functions*), registered by name.
final class CorpusFunctions {

    private static final Keyword ADD = Keyword.of("db/add");

    private CorpusFunctions() {}

    static Functions all() {
        return transactions(predicates(queries(Functions.none())));
    }

    private static Functions queries(Functions functions) {
        return functions
                .withQuery(
                        "corpus.fn/shout",
                        args -> string(args, 0).toUpperCase(java.util.Locale.ROOT) + "!")
                .withQuery("corpus.fn/divides?", args -> number(args, 1) % number(args, 0) == 0)
                .withQuery(
                        "corpus.fn/halves",
                        args -> List.of(number(args, 0) / 2, number(args, 0) - number(args, 0) / 2))
                .withQuery("corpus.fn/up-to", args -> upTo(number(args, 0)))
                .withQuery(
                        "corpus.fn/only-even",
                        args -> number(args, 0) % 2 == 0 ? args.getFirst() : null)
                .withQuery(
                        "corpus.fn/first-letter",
                        args -> args.getFirst() == null ? null : string(args, 0).substring(0, 1))
                .withAggregate(
                        "corpus.fn/sum-of-squares",
                        (_, values) ->
                                values.stream()
                                        .mapToLong(v -> (Long) Objects.requireNonNull(v))
                                        .map(v -> v * v)
                                        .sum())
                .withAggregate(
                        "corpus.fn/nth-smallest",
                        (args, values) ->
                                values.stream()
                                        .map(Long.class::cast)
                                        .sorted()
                                        .toList()
                                        .get((int) number(args, 0) - 1));
    }

    private static Functions predicates(Functions functions) {
        return functions
                .withAttributePredicate("corpus.fn/positive?", value -> (Long) value > 0)
                .withAttributePredicate(
                        "corpus.fn/even-length?", value -> ((String) value).length() % 2 == 0)
                .withAttributeCheck("corpus.fn/returns-string", _ -> "yes")
                .withAttributeCheck(
                        "corpus.fn/always-throws",
                        _ -> {
                            throw new IllegalStateException("always");
                        })
                .withEntityPredicate("corpus.fn/low-below-high?", CorpusFunctions::lowBelowHigh)
                .withEntityPredicate("corpus.fn/never?", (_, _) -> false);
    }

    private static Functions transactions(Functions functions) {
        return functions
                .withTransaction("corpus.fn/add-amount", (db, args) -> addAmount(db, args))
                .withTransaction(
                        "corpus.fn/add-twice",
                        (_, args) ->
                                List.of(
                                        Arrays.asList(ADD, args.get(0), args.get(1), args.get(2)),
                                        Arrays.asList(ADD, args.get(0), args.get(1), args.get(3))))
                .withTransaction("corpus.fn/nothing", (_, _) -> null)
                .withTransaction(
                        "corpus.fn/nested-call",
                        (_, args) -> {
                            List<@Nullable Object> call = new ArrayList<>();
                            call.add(Symbol.of("corpus.fn/add-amount"));
                            call.addAll(args);
                            return List.of(call);
                        })
                .withTransaction(
                        "corpus.fn/new-person",
                        (_, args) ->
                                List.of(
                                        Map.of(
                                                Keyword.of("db/id"),
                                                Objects.requireNonNull(args.get(0)),
                                                Keyword.of("p/name"),
                                                Objects.requireNonNull(args.get(1)))))
                .withTransaction(
                        "corpus.fn/refuse",
                        (_, _) -> {
                            throw Cancellation.conflict("refused");
                        })
                .withTransaction(
                        "corpus.fn/breaks",
                        (_, _) -> {
                            throw new IllegalStateException("broken");
                        });
    }

    private static List<?> addAmount(Database db, List<? extends @Nullable Object> args) {
        Object attribute = Objects.requireNonNull(args.get(1));
        Object present =
                db.entity(Objects.requireNonNull(args.get(0)))
                        .map(e -> e.get(attribute))
                        .orElse(null);
        long before = present == null ? 0 : (Long) present;
        return List.of(Arrays.asList(ADD, args.get(0), attribute, before + number(args, 2)));
    }

    private static boolean lowBelowHigh(Database after, long id) {
        Entity entity = after.entity(id).orElseThrow();
        return entity.get("r/low") instanceof Long low
                && entity.get("r/high") instanceof Long high
                && low < high;
    }

    private static List<Long> upTo(long end) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= end; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static String string(List<? extends @Nullable Object> args, int index) {
        return (String) Objects.requireNonNull(args.get(index));
    }

    private static long number(List<? extends @Nullable Object> args, int index) {
        return (Long) Objects.requireNonNull(args.get(index));
    }
}
