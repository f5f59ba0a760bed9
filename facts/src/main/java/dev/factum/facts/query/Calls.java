package dev.factum.facts.query;

import dev.factum.facts.database.Entity;
import dev.factum.facts.database.Functions.QueryFunction;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the function of a call: built in, or offered by the application. Nothing else can be
/// called, and a name that is not on either list is refused before any work is done.
final class Calls {

    private final QueryEngine engine;

    Calls(QueryEngine engine) {
        this.engine = engine;
    }

    BoundCall bind(@Nullable Object form, Call call, Function<Source, Object> sources) {
        QueryFunction function = function(form, call);
        var arguments = new ArrayList<@Nullable Object>();
        var variables = new ArrayList<@Nullable Variable>();
        for (Term term : call.arguments()) {
            switch (term) {
                case Term.Var(Variable variable) -> {
                    arguments.add(null);
                    variables.add(variable);
                }
                case Term.Constant(Object value) -> {
                    arguments.add(value);
                    variables.add(null);
                }
                case Term.SourceName(Source source) -> {
                    arguments.add(sources.apply(source));
                    variables.add(null);
                }
                case Term.Blank _ -> throw refused(form, "A function needs a value, not _");
            }
        }
        return new BoundCall(call.function(), function, arguments, variables);
    }

    private QueryFunction function(@Nullable Object form, Call call) {
        int given = call.arguments().size();
        if (call.function() instanceof Keyword key) {
            if (given != 1) {
                throw refused(form, "A keyword looks itself up in one value");
            }
            return arguments -> lookup(key, arguments.getFirst());
        }
        Symbol name = (Symbol) call.function();
        if (name.equals(Symbol.of("q"))) {
            return arguments -> NestedQuery.run(arguments, engine);
        }
        if (name.equals(Symbol.of("ground")) && !isConstant(call)) {
            throw refused(form, "ground takes one constant");
        }
        FunctionTable.Entry builtin = FunctionTable.named(name);
        if (builtin != null) {
            if (given < builtin.fewest() || given > builtin.most()) {
                throw refused(form, "The function takes another number of arguments")
                        .with("function", name);
            }
            return builtin.function();
        }
        QueryFunction custom = engine.functions().query(name);
        if (custom == null) {
            throw FactumError.of(
                            DbErrorCode.NOT_ALLOWED_FN,
                            "This function is neither built in nor offered by the application")
                    .form(form)
                    .with("function", name);
        }
        return custom;
    }

    private static boolean isConstant(Call call) {
        return call.arguments().size() == 1 && call.arguments().getFirst() instanceof Term.Constant;
    }

    private static @Nullable Object lookup(Keyword key, @Nullable Object container) {
        return switch (container) {
            case Map<?, ?> map -> map.get(key);
            case Entity entity -> entity.get(key);
            case null, default -> null;
        };
    }

    private static FactumError refused(@Nullable Object form, String text) {
        return FactumError.of(DbErrorCode.INVALID_QUERY, text).form(form);
    }

    /// What is left of a call's arguments after the first.
    static List<@Nullable Object> rest(List<? extends @Nullable Object> arguments) {
        return new ArrayList<>(arguments.subList(1, arguments.size()));
    }
}
