package dev.factum.facts.tx;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.TransactionFunction;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Step 1: calls of transaction functions become the transaction data they answer, depth first.
///
/// All functions see the database before the transaction, never each other's work.
final class FunctionExpansion {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_FORMS = 1_000_000;

    private final Database before;
    private final List<Source> forms = new ArrayList<>();

    private FunctionExpansion(Database before) {
        this.before = before;
    }

    /// The map forms, assertions and retractions that `txData` comes to.
    static List<Source> expand(Database before, List<?> txData) {
        var expansion = new FunctionExpansion(before);
        for (int position = 0; position < txData.size(); position++) {
            expansion.expand(Source.at(txData.get(position), position), 0);
        }
        return expansion.forms;
    }

    private void expand(Source source, int depth) {
        if (depth > MAX_DEPTH || forms.size() > MAX_FORMS) {
            throw source.error(
                    DbErrorCode.LIMIT_EXCEEDED, "Transaction functions went too deep or too far");
        }
        switch (source.form()) {
            case Map<?, ?> _ -> forms.add(source);
            case List<?> list when !list.isEmpty() -> expandList(list, source, depth);
            case List<?> _ ->
                    throw source.error(
                            DbErrorCode.INVALID_TX_DATA, "An empty list is no transaction data");
            case null, default ->
                    throw source.error(
                            DbErrorCode.NOT_TRANSACTION_DATA,
                            "Transaction data is made of lists and maps");
        }
    }

    private void expandList(List<?> list, Source source, int depth) {
        Object operator = operator(list.getFirst());
        if (Long.valueOf(Builtin.ADD).equals(operator)
                || Long.valueOf(Builtin.RETRACT).equals(operator)) {
            forms.add(source);
            return;
        }
        List<?> arguments = list.subList(1, list.size());
        List<?> answer = call(operator, list.getFirst(), arguments, source);
        if (answer != null) {
            int position = 0;
            for (Object form : answer) {
                expand(source.inner(form, position++), depth + 1);
            }
        }
    }

    /// An entity id for an ident or id, the symbol itself for a symbol.
    private @Nullable Object operator(@Nullable Object operator) {
        return switch (operator) {
            case Symbol symbol -> symbol;
            case Keyword ident -> {
                var id = before.schema().idOf(ident);
                yield id.isPresent() ? (Object) id.getAsLong() : null;
            }
            case String text when text.startsWith(":") -> operator(Keyword.of(text));
            case Long id -> id;
            case null, default -> null;
        };
    }

    private @Nullable List<?> call(
            @Nullable Object operator, @Nullable Object name, List<?> arguments, Source source) {
        if (operator instanceof Long id) {
            if (id == Builtin.CAS || id == Builtin.CAS_SHORT) {
                return CompareAndSwap.expand(before, arguments, source);
            }
            if (id == Builtin.RETRACT_ENTITY || id == Builtin.RETRACT_ENTITY_SHORT) {
                return EntityRetraction.expand(before, arguments, source);
            }
        }
        TransactionFunction function =
                switch (operator) {
                    case Symbol symbol -> before.functions().transaction(symbol);
                    case Long id -> installed(id);
                    case null, default -> null;
                };
        if (function == null) {
            throw source.error(DbErrorCode.NOT_A_DATA_FUNCTION, "Unable to resolve data function")
                    .with("function", name);
        }
        return run(function, name, arguments, source);
    }

    private @Nullable TransactionFunction installed(long id) {
        Datom code = before.first(IndexOrder.EAVT, Prefix.entityAttribute(id, Builtin.FN));
        return code != null && code.v() instanceof Map<?, ?> definition
                ? before.functions().compiled(definition)
                : null;
    }

    private @Nullable List<?> run(
            TransactionFunction function, @Nullable Object name, List<?> arguments, Source source) {
        try {
            return function.apply(before, arguments);
        } catch (FactumError refused) {
            throw refused.with("function", name).form(source.form()).path(source.path());
        } catch (RuntimeException | StackOverflowError failed) {
            throw FactumError.of(DbErrorCode.TX_FN_FAILED, "A transaction function failed", failed)
                    .with("function", name)
                    .with("cause", failed.toString())
                    .form(source.form())
                    .path(source.path());
        }
    }
}
