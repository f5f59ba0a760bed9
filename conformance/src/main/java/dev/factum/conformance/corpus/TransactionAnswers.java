package dev.factum.conformance.corpus;

import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the corpus shows what a transaction did.
final class TransactionAnswers {

    private TransactionAnswers() {}

    static Map<Keyword, Object> report(TxReport report, @Nullable Object form) {
        Set<Object> data = new LinkedHashSet<>();
        boolean statesInstant = statesInstant(form);
        for (Datom datom : report.datoms()) {
            if (statesInstant || !isOwnInstant(datom)) {
                data.add(
                        Arrays.asList(
                                datom.e(),
                                report.dbAfter().schema().label(datom.a()),
                                datom.v(),
                                datom.added()));
            }
        }
        Map<Keyword, Object> answer = new HashMap<>();
        answer.put(Keyword.of("tx-data"), data);
        answer.put(Keyword.of("tempids"), tempids(report, form));
        return answer;
    }

    static boolean isOwnInstant(Datom datom) {
        return datom.a() == Builtin.TX_INSTANT && datom.e() == datom.tx();
    }

    /// Only strings and bare negative numbers; the numbers of tempid literals are not reported.
    private static Map<Object, Long> tempids(TxReport report, @Nullable Object form) {
        Map<Object, Long> given = new HashMap<>(report.tempids());
        given.keySet().removeIf(key -> key instanceof Long && !contains(form, key));
        return given;
    }

    private static boolean contains(@Nullable Object form, Object wanted) {
        return switch (form) {
            case Tagged _ -> false;
            case Collection<?> parts -> parts.stream().anyMatch(part -> contains(part, wanted));
            case Map<?, ?> map -> contains(map.keySet(), wanted) || contains(map.values(), wanted);
            case null, default -> wanted.equals(form);
        };
    }

    static boolean statesInstant(@Nullable Object form) {
        return switch (form) {
            case List<?> list when list.size() == 4 && isInstantName(list.get(2)) ->
                    isCurrentTransaction(list.get(1));
            case Collection<?> parts -> parts.stream().anyMatch(TransactionAnswers::statesInstant);
            case Map<?, ?> map ->
                    map.containsKey(Keyword.of("db/txInstant"))
                            && isCurrentTransaction(map.get(Keyword.of("db/id")));
            case null, default -> false;
        };
    }

    private static boolean isInstantName(@Nullable Object attribute) {
        return Keyword.of("db/txInstant").equals(attribute);
    }

    private static boolean isCurrentTransaction(@Nullable Object entity) {
        return "datomic.tx".equals(entity)
                || (entity instanceof Tagged tagged
                        && tagged.value() instanceof List<?> parts
                        && Keyword.of("db.part/tx").equals(parts.getFirst()));
    }

    static Instant instantOf(TxReport report) {
        return (Instant) report.datoms().getFirst().v();
    }
}
