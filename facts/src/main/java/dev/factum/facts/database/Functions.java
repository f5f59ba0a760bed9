package dev.factum.facts.database;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The functions that an application offers by name to queries, pulls, schema and transactions.
/// Immutable.
///
/// Nothing else can be called: a name in a query never becomes a class or a method.
public final class Functions {

    /// A pure function of a query, predicate or expression: arguments in, value out (null drops the
    /// row).
    @FunctionalInterface
    public interface QueryFunction {
        @Nullable Object apply(List<? extends @Nullable Object> arguments);
    }

    /// A pure aggregate: the constant arguments before the variable, then the values of the group.
    @FunctionalInterface
    public interface Aggregate {
        @Nullable Object apply(
                List<? extends @Nullable Object> arguments,
                List<? extends @Nullable Object> values);
    }

    /// A pure check of one entity on the database after the transaction.
    @FunctionalInterface
    public interface EntityPredicate {
        @Nullable Object test(Database after, long entity);
    }

    /// Makes a transaction function of a `:db/fn` definition that is stored as data.
    @FunctionalInterface
    public interface Compiler {
        TransactionFunction compile(Map<?, ?> definition);
    }

    private static final Compiler REFUSING =
            definition -> {
                throw FactumError.of(
                                DbErrorCode.CODE_NOT_ALLOWED,
                                "This database does not run code that is stored as data")
                        .with("definition", definition);
            };
    private static final Functions NONE =
            new Functions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), REFUSING);

    private final Map<Symbol, QueryFunction> queryFunctions;
    private final Map<Symbol, Aggregate> aggregates;
    private final Map<Symbol, TransactionFunction> transactionFunctions;
    private final Map<Symbol, QueryFunction> attributePredicates;
    private final Map<Symbol, EntityPredicate> entityPredicates;
    private final List<Invariant> invariants;
    private final Compiler compiler;

    private Functions(
            Map<Symbol, QueryFunction> queryFunctions,
            Map<Symbol, Aggregate> aggregates,
            Map<Symbol, TransactionFunction> transactionFunctions,
            Map<Symbol, QueryFunction> attributePredicates,
            Map<Symbol, EntityPredicate> entityPredicates,
            List<Invariant> invariants,
            Compiler compiler) {
        this.queryFunctions = queryFunctions;
        this.aggregates = aggregates;
        this.transactionFunctions = transactionFunctions;
        this.attributePredicates = attributePredicates;
        this.entityPredicates = entityPredicates;
        this.invariants = invariants;
        this.compiler = compiler;
    }

    public static Functions none() {
        return NONE;
    }

    /// Offers a function to queries, and to pulls as `:xform`.
    public Functions withQuery(String name, QueryFunction function) {
        return new Functions(
                plus(queryFunctions, name, function),
                aggregates,
                transactionFunctions,
                attributePredicates,
                entityPredicates,
                invariants,
                compiler);
    }

    /// Offers an aggregate to the `:find` of queries.
    public Functions withAggregate(String name, Aggregate aggregate) {
        return new Functions(
                queryFunctions,
                plus(aggregates, name, aggregate),
                transactionFunctions,
                attributePredicates,
                entityPredicates,
                invariants,
                compiler);
    }

    /// Offers a function to transaction data: `[name arg…]`.
    public Functions withTransaction(String name, TransactionFunction function) {
        return new Functions(
                queryFunctions,
                aggregates,
                plus(transactionFunctions, name, function),
                attributePredicates,
                entityPredicates,
                invariants,
                compiler);
    }

    /// Offers a predicate to `:db.attr/preds`.
    public Functions withAttributePredicate(String name, Predicate<Object> predicate) {
        return withAttributeCheck(name, arguments -> predicate.test(arguments.getFirst()));
    }

    /// Offers a check to `:db.attr/preds` whose answer, if it is not true, is shown in the error.
    public Functions withAttributeCheck(String name, QueryFunction check) {
        return new Functions(
                queryFunctions,
                aggregates,
                transactionFunctions,
                plus(attributePredicates, name, check),
                entityPredicates,
                invariants,
                compiler);
    }

    /// Offers a predicate to `:db.entity/preds`.
    public Functions withEntityPredicate(String name, EntityPredicate predicate) {
        return new Functions(
                queryFunctions,
                aggregates,
                transactionFunctions,
                attributePredicates,
                plus(entityPredicates, name, predicate),
                invariants,
                compiler);
    }

    /// Adds a rule that holds after every transaction, whoever writes it.
    public Functions withInvariant(Invariant invariant) {
        var extended = new ArrayList<>(invariants);
        extended.add(invariant);
        return new Functions(
                queryFunctions,
                aggregates,
                transactionFunctions,
                attributePredicates,
                entityPredicates,
                List.copyOf(extended),
                compiler);
    }

    /// Allows transaction functions that are stored as data. Off unless an operator says so: it
    /// runs foreign code.
    public Functions withCompiler(Compiler allowed) {
        return new Functions(
                queryFunctions,
                aggregates,
                transactionFunctions,
                attributePredicates,
                entityPredicates,
                invariants,
                allowed);
    }

    /// The function of a `:db/fn` definition.
    public TransactionFunction compiled(Map<?, ?> definition) {
        return compiler.compile(definition);
    }

    public @Nullable QueryFunction query(Symbol name) {
        return queryFunctions.get(name);
    }

    public @Nullable Aggregate aggregate(Symbol name) {
        return aggregates.get(name);
    }

    public @Nullable TransactionFunction transaction(Symbol name) {
        return transactionFunctions.get(name);
    }

    public @Nullable QueryFunction attributePredicate(Symbol name) {
        return attributePredicates.get(name);
    }

    public @Nullable EntityPredicate entityPredicate(Symbol name) {
        return entityPredicates.get(name);
    }

    public List<Invariant> invariants() {
        return invariants;
    }

    private static <F> Map<Symbol, F> plus(Map<Symbol, F> functions, String name, F function) {
        var extended = new HashMap<>(functions);
        extended.put(Symbol.of(name), function);
        return Map.copyOf(extended);
    }
}
