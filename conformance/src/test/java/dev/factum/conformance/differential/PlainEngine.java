package dev.factum.conformance.differential;

import dev.factum.conformance.differential.plain.Fact;
import dev.factum.conformance.differential.plain.PlainDatabase;
import dev.factum.conformance.differential.plain.PlainEntity;
import dev.factum.conformance.differential.plain.PlainIndex;
import dev.factum.conformance.differential.plain.PlainPull;
import dev.factum.conformance.differential.plain.PlainQuery;
import dev.factum.conformance.differential.plain.PlainTransaction;
import dev.factum.conformance.differential.plain.Refused;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of facts with its nested loops, as an engine.
///
/// A form that is none, as shrinking makes them, ends in any exception; that too is a refusal. If
/// Factum can answer it, this shows.
final class PlainEngine implements Engine, GivenViews<PlainDatabase> {

    private PlainDatabase database = PlainDatabase.empty();
    private GivenNames names = new GivenNames();
    private int transactions;

    @Override
    public void close() {
        // nothing is held
    }

    @Override
    public @Nullable Map<?, ?> answer(Map<?, ?> check) {
        try {
            Map<Object, @Nullable Object> answer = new HashMap<>();
            answer.put(Keyword.of("result"), result(check));
            return answer;
        } catch (GivenNames.Unknown _) {
            return null;
        } catch (RuntimeException refused) {
            return Map.of(Keyword.of("error"), error(refused));
        }
    }

    private static Map<Object, Object> error(RuntimeException refused) {
        Map<Object, Object> error = new HashMap<>();
        error.put(Keyword.of("message"), String.valueOf(refused));
        if (refused instanceof Refused known) {
            known.code().ifPresent(name -> error.putAll(KnownErrors.named(name)));
        }
        return error;
    }

    private @Nullable Object result(Map<?, ?> check) {
        if (check.containsKey(Keyword.of("transact"))) {
            return transact(check);
        }
        if (check.containsKey(Keyword.of("query"))) {
            return query(check);
        }
        PlainDatabase db = view(check.get(Keyword.of("db")));
        if (check.containsKey(Keyword.of("pull"))) {
            List<?> pattern = list(check, "pull");
            Object tree = PlainPull.pull(db, pattern, given(check, "eid"));
            return new PullAnswers(database::isTuple).named(names.named(tree));
        }
        if (check.containsKey(Keyword.of("index-pull"))) {
            Map<?, ?> request = (Map<?, ?>) given(check, "index-pull");
            var shown = new PullAnswers(database::isTuple);
            return PlainIndex.pull(db, Objects.requireNonNull(request)).stream()
                    .map(tree -> shown.named(names.named(tree)))
                    .toList();
        }
        if (check.containsKey(Keyword.of("entid"))) {
            return names.named(db.entity(given(check, "entid")));
        }
        if (check.containsKey(Keyword.of("entity"))) {
            return names.named(entity(PlainEntity.of(db, given(check, "entity")), check));
        }
        if (check.containsKey(Keyword.of("index-range"))) {
            List<?> parts = list(check, "index-range");
            return shown(PlainIndex.range(db, parts.get(0), parts.get(1), parts.get(2)));
        }
        if (check.containsKey(Keyword.of("with"))) {
            return speculation(db, check);
        }
        return shown(PlainIndex.datoms(db, list(check, "datoms")));
    }

    private static @Nullable Object entity(@Nullable PlainEntity entity, Map<?, ?> check) {
        if (entity == null) {
            return null;
        }
        if (check.containsKey(Keyword.of("keys"))) {
            return entity.keys();
        }
        return check.get(Keyword.of("path")) instanceof List<?> path
                ? entity.at(path)
                : entity.touched();
    }

    private Object shown(List<Fact> facts) {
        return facts.stream().map(fact -> shown(fact, names.named(fact.tx()))).toList();
    }

    private @Nullable Object given(Map<?, ?> check, String key) {
        return names.substitute(check.get(Keyword.of(key)));
    }

    private List<?> list(Map<?, ?> check, String key) {
        return (List<?>) Objects.requireNonNull(given(check, key));
    }

    // ---- transactions

    private Object transact(Map<?, ?> check) {
        PlainTransaction.Report report = PlainTransaction.apply(database, list(check, "transact"));
        database = report.after();
        return report(report, "n" + transactions++);
    }

    private Object speculation(PlainDatabase db, Map<?, ?> check) {
        GivenNames known = names;
        PlainTransaction.Report report = PlainTransaction.apply(db, list(check, "with"));
        names = known.copy();
        Object answer = report(report, "with");
        names = known;
        return answer;
    }

    private Object report(PlainTransaction.Report report, String number) {
        long tx = report.facts().getFirst().tx();
        names.transaction(number, tx, tx);
        report.tempids().forEach((tempid, id) -> names.entity("e", tempid, id));
        Set<Object> data = new LinkedHashSet<>();
        for (Fact fact : report.facts()) {
            List<@Nullable Object> all = shown(fact, fact.added());
            data.add(all.subList(0, 4));
        }
        return Map.of(
                Keyword.of("tx-data"),
                data,
                Keyword.of("tempids"),
                Objects.requireNonNull(names.named(report.tempids())));
    }

    /// Entity, attribute and value, and what comes then.
    private List<@Nullable Object> shown(Fact fact, @Nullable Object then) {
        boolean refers = database.isReference(fact.a());
        return Arrays.asList(
                entity(fact.e()),
                fact.a(),
                refers ? entity((Long) fact.v()) : names.named(fact.v()),
                then,
                fact.added());
    }

    private @Nullable Object entity(long id) {
        Object name = names.named(id);
        Keyword ident = database.ident(id);
        return ident == null || name instanceof Symbol ? name : EdnList.of(Symbol.of("id"), ident);
    }

    // ---- questions

    private @Nullable Object query(Map<?, ?> check) {
        List<?> form = list(check, "query");
        Object answer = names.named(PlainQuery.run(form, inputs(check, names::substitute)));
        return QueryAnswers.shown(form, answer, new PullAnswers(database::isTuple));
    }

    @Override
    public PlainDatabase present() {
        return database;
    }

    @Override
    public PlainDatabase history(PlainDatabase view) {
        return view.history();
    }

    @Override
    public PlainDatabase step(PlainDatabase view, List<?> step) {
        Object argument = Objects.requireNonNull(names.substitute(step.get(1)));
        return switch (((Keyword) step.getFirst()).name()) {
            case "as-of" -> view.asOf(argument);
            case "since" -> view.since(argument);
            case "filter" -> view.filter(fact -> Filters.allow(argument, fact.a(), fact.tx()));
            default -> throw new IllegalArgumentException("Unknown view " + step);
        };
    }
}
