package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of one case: its setup, then its checks in order. Not thread-safe.
public final class CaseRun {

    private final Subject subject;
    private final Names names = Names.none();

    private CaseRun(InstantSource clock, long foldEvery) {
        this.subject = new Subject(clock, foldEvery);
    }

    /// One outcome per check of the case.
    public static List<Outcome> run(Case corpusCase, InstantSource clock) {
        var run = new CaseRun(clock, corpusCase.foldEvery());
        List<Outcome> outcomes = new ArrayList<>();
        try {
            run.setUp(corpusCase);
        } catch (RuntimeException | StackOverflowError failed) {
            for (int index = 0; index < corpusCase.checks().size(); index++) {
                outcomes.add(new Outcome(false, "setup: " + describe(failed)));
            }
            return outcomes;
        }
        for (int index = 0; index < corpusCase.checks().size(); index++) {
            outcomes.add(
                    run.check(
                            (Map<?, ?>) corpusCase.checks().get(index),
                            corpusCase.answers().get(index)));
        }
        return outcomes;
    }

    /// Whether a check passed, and if not, why.
    public record Outcome(boolean passed, String reason) {}

    private void setUp(Case corpusCase) {
        Map<?, ?> world = corpusCase.world();
        if (world != null) {
            transactAll(world);
        }
        transactAll(corpusCase.form());
        if (world != null) {
            bind(world.get(Keyword.of("bind")), names, subject.database());
        }
        bind(corpusCase.form().get(Keyword.of("bind")), names, subject.database());
    }

    private void transactAll(Map<?, ?> setup) {
        if (setup.get(Keyword.of("schema")) instanceof List<?> schema) {
            transact(schema);
        }
        if (setup.get(Keyword.of("txes")) instanceof List<?> transactions) {
            transactions.forEach(this::transact);
        }
    }

    private TxReport transact(@Nullable Object form) {
        Object txData = names.substitute(form, subject.database());
        if (!(txData instanceof List<?> list)) {
            throw FactumError.of(
                    dev.factum.facts.error.DbErrorCode.NOT_TRANSACTION_DATA,
                    "Transaction data is a list of lists and maps");
        }
        TxReport report = subject.transact(list, TransactionAnswers.statesInstant(form));
        int number = subject.log().size() - 1;
        name(names, "n" + number, report);
        nameTempids(names, report);
        return report;
    }

    static void name(Names names, String suffix, TxReport report) {
        names.put("tx", suffix, EntityId.ofTransaction(report.t()));
        names.put("t", suffix, report.t());
        names.put("inst", suffix, report.datoms().getFirst().v());
    }

    static void nameTempids(Names names, TxReport report) {
        report.tempids()
                .forEach((tempid, id) ->
                        names.put(
                                "e",
                                tempid instanceof Long number ? "neg" + -number : tempid.toString(),
                                id));
    }

    static void bind(@Nullable Object bindings, Names names, Database database) {
        if (bindings instanceof Map<?, ?> map) {
            map.forEach((name, form) -> {
                Map<?, ?> query = (Map<?, ?>) java.util.Objects.requireNonNull(form);
                Object value = Checks.query(query, names, database, List.of());
                names.put("e", name.toString(), java.util.Objects.requireNonNull(value));
            });
        }
    }

    private Outcome check(Map<?, ?> check, Map<?, ?> answer) {
        Object error = answer.get(Keyword.of("error"));
        Object actual;
        Names known = names;
        Database database = subject.database();
        try {
            if (check.containsKey(Keyword.of("transact"))) {
                TxReport report = transact(check.get(Keyword.of("transact")));
                database = subject.database();
                bind(check.get(Keyword.of("bind-after")), names, database);
                actual = TransactionAnswers.report(report, check.get(Keyword.of("transact")));
            } else if (check.containsKey(Keyword.of("with"))) {
                known = names.copy();
                actual = Checks.with(check, known, database, subject.log());
            } else {
                actual = Checks.evaluate(check, names, database, subject.log());
            }
            if (error != null) {
                return new Outcome(false, "expected an error, got " + shorten(actual));
            }
            Object expected = known.substitute(answer.get(Keyword.of("result")), database);
            boolean matches = Checks.matches(check, expected, actual);
            return new Outcome(
                    matches,
                    matches ? "" : "expected " + shorten(expected) + " got " + shorten(actual));
        } catch (FactumError refused) {
            return error == null
                    ? new Outcome(false, "refused: " + shorten(refused.getMessage()))
                    : expectedError((Map<?, ?>) error, refused);
        } catch (RuntimeException | StackOverflowError failed) {
            return new Outcome(false, "raw " + describe(failed));
        }
    }

    private static Outcome expectedError(Map<?, ?> error, FactumError refused) {
        Object code = error.get(Keyword.of("db/error"));
        Object category = error.get(Keyword.of("category"));
        boolean passed =
                code == null
                        || (code.toString().equals(refused.code().code())
                                && category instanceof Keyword name
                                && name.name().equals(refused.category().label()));
        return new Outcome(
                passed, passed ? "" : "expected " + code + " got " + shorten(refused.getMessage()));
    }

    private static String describe(Throwable failed) {
        StackTraceElement[] trace = failed.getStackTrace();
        return shorten(failed) + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static String shorten(@Nullable Object value) {
        String text = String.valueOf(value).replace('\n', ' ');
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
