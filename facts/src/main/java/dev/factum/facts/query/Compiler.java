package dev.factum.facts.query;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns clauses into steps: sources and functions are looked up, idents and lookup refs become
/// ids.
final class Compiler {

    private final Map<Source, Object> sources;
    private final RuleSet rules;
    private final Calls calls;
    private final Map<Source, Map<Symbol, Set<Integer>>> entityParameters = new HashMap<>();

    Compiler(Map<Source, Object> sources, RuleSet rules, Calls calls) {
        this.sources = sources;
        this.rules = rules;
        this.calls = calls;
    }

    /// The steps of a query's own clauses.
    ///
    /// @param named the variables whose inputs hold names of entities; the faces that are used are
    ///   added to `faces`
    Conjunction compile(
            List<Clause> clauses, RuleEngine engine, Set<Variable> named, Set<Variable> faces) {
        return new Scope(Source.DEFAULT, null, engine, named, faces, Set.of()).all(clauses);
    }

    /// The steps of a rule's body.
    Conjunction compileBody(Rule rule, Source source, RuleEngine engine) {
        return new Scope(source, rule, engine, Set.of(), new HashSet<>(), Set.of())
                .all(rule.body());
    }

    private Object data(Source source, @Nullable Object form) {
        Object data = sources.get(source);
        if (data == null) {
            throw FactumError.of(
                            DbErrorCode.INVALID_DATA_SOURCE,
                            "Missing data source; is it named in :in?")
                    .with("source", source.name())
                    .form(form);
        }
        return data;
    }

    private Set<Integer> entityParameters(Symbol rule, Source source) {
        if (!(sources.get(source) instanceof Database database)) {
            return Set.of();
        }
        return entityParameters
                .computeIfAbsent(source, _ -> rules.entityParameters(new EntityPlaces(database)))
                .getOrDefault(rule, Set.of());
    }

    /// Where clauses stand: what `$` means there, in which rule's body, if any, and what functions
    /// bind there and around.
    private final class Scope {
        private final Source source;
        private final @Nullable Rule rule;
        private final RuleEngine engine;
        private final Set<Variable> named;
        private final Set<Variable> faces;
        private final Set<Variable> computed;

        Scope(
                Source source,
                @Nullable Rule rule,
                RuleEngine engine,
                Set<Variable> named,
                Set<Variable> faces,
                Set<Variable> computedAround) {
            this.source = source;
            this.rule = rule;
            this.engine = engine;
            this.named = named;
            this.faces = faces;
            this.computed = new HashSet<>(computedAround);
        }

        Conjunction all(List<Clause> clauses) {
            for (Clause clause : clauses) {
                if (clause instanceof Clause.Function function) {
                    computed.addAll(function.binding().variables());
                }
            }
            var steps = new ArrayList<Step>();
            for (Clause clause : clauses) {
                steps.add(step(clause));
            }
            return new Conjunction(NamesInValues.settled(steps, computed));
        }

        private Source actual(Source written) {
            return written.equals(Source.DEFAULT) ? source : written;
        }

        private Step step(Clause clause) {
            return switch (clause) {
                case Clause.Pattern pattern -> pattern(pattern);
                case Clause.Predicate(Object form, Call call) ->
                        new PredicateStep(form, call(form, call));
                case Clause.Function(Object form, Call call, Binding binding) ->
                        new FunctionStep(form, call(form, call), binding);
                case Clause.RuleCall call -> ruleCall(call);
                case Clause.Not not -> not(not);
                case Clause.Or or -> or(or);
            };
        }

        private BoundCall call(@Nullable Object form, Call call) {
            return calls.bind(form, call, written -> data(actual(written), form));
        }

        private Step pattern(Clause.Pattern pattern) {
            Source actual = actual(pattern.source());
            return data(actual, pattern.form()) instanceof Database database
                    ? new PatternStep(
                            pattern.form(),
                            DatomPattern.of(database, slots(database, actual, pattern)))
                    : new RelationStep(
                            pattern.form(), Tuples.matching(data(actual, pattern.form()), pattern));
        }

        private List<Slot> slots(Database database, Source actual, Clause.Pattern pattern) {
            var places = new EntityPlaces(database);
            var slots = new ArrayList<Slot>();
            for (int index = 0; index < pattern.terms().size(); index++) {
                Place place = Place.at(index);
                boolean isEntity = places.isEntity(pattern.terms(), place);
                Term term = pattern.terms().get(index);
                slots.add(slot(database, actual, pattern, place, term, isEntity));
            }
            return slots;
        }

        private Slot slot(
                Database database,
                Source actual,
                Clause.Pattern pattern,
                Place place,
                Term term,
                boolean isEntity) {
            return switch (term) {
                case Term.Blank _, Term.SourceName _ -> new Slot.Any();
                case Term.Var(Variable variable) ->
                        new Slot.Open(isEntity ? face(variable, actual) : variable);
                case Term.Constant(Object value) -> {
                    if (value == null) {
                        throw FactumError.of(DbErrorCode.NIL_VALUE, "nil matches nothing; use _")
                                .form(pattern.form());
                    }
                    yield new Slot.Fixed(
                            isEntity ? entity(database, place, value, pattern) : known(value));
                }
            };
        }

        private static Object known(Object value) {
            Object canonical = Keys.canonical(value);
            return canonical == null ? value : canonical;
        }

        private static Object entity(
                Database database, Place place, Object name, Clause.Pattern pattern) {
            try {
                if (place == Place.ATTRIBUTE) {
                    AttributeDefinition attribute = database.attributeOrThrow(name);
                    return attribute.id();
                }
                return EntityNames.resolve(database, Keys.canonical(name));
            } catch (FactumError error) {
                throw error.form(pattern.form());
            }
        }

        private Variable face(Variable variable, Source actual) {
            if (!named.contains(variable)) {
                return variable;
            }
            Variable face = variable.asEntityIn(actual);
            faces.add(face);
            return face;
        }

        private Step ruleCall(Clause.RuleCall call) {
            Source actual = actual(call.source());
            Set<Integer> entities = entityParameters(call.name(), actual);
            var arguments = new ArrayList<Term>();
            for (int index = 0; index < call.arguments().size(); index++) {
                Term term = call.arguments().get(index);
                arguments.add(entities.contains(index) ? entity(term, actual, call) : term);
            }
            return new RuleStep(
                    call.form(),
                    engine,
                    call.name(),
                    actual,
                    arguments,
                    engine.isRecursive(rule, call.name()) && actual.equals(source));
        }

        private Term entity(Term term, Source actual, Clause.RuleCall call) {
            return switch (term) {
                case Term.Var(Variable variable) -> new Term.Var(face(variable, actual));
                case Term.Constant(Object name)
                        when data(actual, call.form()) instanceof Database database ->
                        new Term.Constant(EntityNames.resolve(database, Keys.canonical(name)));
                case Term.Constant _, Term.Blank _, Term.SourceName _ -> term;
            };
        }

        private Step not(Clause.Not not) {
            Set<Variable> used = new LinkedHashSet<>();
            Conjunction body = inside(not.joined(), used).all(not.body());
            return new NotStep(not.form(), joined(not.joined(), used), body);
        }

        private Step or(Clause.Or or) {
            Set<Variable> used = new LinkedHashSet<>();
            Scope inside = inside(or.joined(), used);
            List<Conjunction> branches = or.branches().stream().map(inside::all).toList();
            return new OrStep(or.form(), or.required(), joined(or.joined(), used), branches);
        }

        private Scope inside(Set<Variable> joined, Set<Variable> used) {
            var visible = new HashSet<>(named);
            visible.retainAll(joined);
            return new Scope(source, rule, engine, visible, used, computed);
        }

        private Set<Variable> joined(Set<Variable> written, Set<Variable> used) {
            faces.addAll(used);
            var all = new LinkedHashSet<>(written);
            all.addAll(used);
            return all;
        }
    }
}
