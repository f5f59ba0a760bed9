package dev.factum.facts.query;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads the clauses of `:where` and of rule bodies.
///
/// A source in front of `not`, `or` and their like holds for the clauses inside that name none.
final class ClauseParser {

    private static final int MAX_TERMS = 5;

    private final Source source;

    private ClauseParser(Source source) {
        this.source = source;
    }

    static List<Clause> clauses(List<Form> forms) {
        return new ClauseParser(Source.DEFAULT).all(forms);
    }

    private List<Clause> all(List<Form> forms) {
        return forms.stream().map(this::clause).toList();
    }

    private Clause clause(Form form) {
        if (!form.isSequence()) {
            throw form.invalid("A clause is a vector or a list");
        }
        List<Form> items = form.items();
        if (items.isEmpty()) {
            throw form.refused(
                    DbErrorCode.INSUFFICIENT_BINDING, "An empty clause would scan everything");
        }
        Form first = items.getFirst();
        boolean prefixed = first.isSource();
        List<Form> rest = prefixed ? items.subList(1, items.size()) : items;
        ClauseParser scoped = prefixed ? new ClauseParser(first.source()) : this;
        if (!rest.isEmpty() && rest.getFirst().isName()) {
            return scoped.operation(form, rest);
        }
        if (!prefixed && first.isCall()) {
            return expression(form, items);
        }
        return scoped.pattern(form, rest);
    }

    private Clause pattern(Form form, List<Form> items) {
        if (items.isEmpty() || items.size() > MAX_TERMS) {
            throw form.invalid(
                    "A pattern has one to five places: entity, attribute, value, tx, op");
        }
        var terms = new ArrayList<Term>();
        for (Form item : items) {
            if (item.isSource()) {
                throw item.invalid("A data source stands first in its clause");
            }
            terms.add(term(item));
        }
        return new Clause.Pattern(form.value(), source, terms);
    }

    static Term term(Form form) {
        if (form.isVariable()) {
            return new Term.Var(form.variable());
        }
        if (form.isBlank()) {
            return new Term.Blank();
        }
        if (form.isSource()) {
            return new Term.SourceName(form.source());
        }
        return new Term.Constant(form.value());
    }

    private Clause operation(Form form, List<Form> items) {
        List<Form> rest = items.subList(1, items.size());
        return switch (items.getFirst().name().toString()) {
            case "not" -> not(form, rest);
            case "not-join" -> notJoin(form, rest);
            case "or" -> or(form, rest);
            case "or-join" -> orJoin(form, rest);
            case "and" -> throw form.invalid("(and …) belongs into (or …)");
            default -> rule(form, items);
        };
    }

    private Clause rule(Form form, List<Form> items) {
        List<Term> arguments =
                items.subList(1, items.size()).stream().map(ClauseParser::term).toList();
        for (Term argument : arguments) {
            if (argument instanceof Term.SourceName) {
                throw form.invalid("A rule takes its source in front: ($source rule ?x)");
            }
        }
        return new Clause.RuleCall(form.value(), source, items.getFirst().name(), arguments);
    }

    private Clause not(Form form, List<Form> items) {
        List<Clause> body = body(form, items);
        return new Clause.Not(form.value(), Clause.variablesIn(body), body);
    }

    private Clause notJoin(Form form, List<Form> items) {
        Set<Variable> joined = variables(joinList(form, items).items());
        List<Clause> body = body(form, items.subList(1, items.size()));
        return new Clause.Not(form.value(), joined, body);
    }

    private Clause or(Form form, List<Form> items) {
        List<List<Clause>> branches = branches(form, items);
        Set<Variable> joined = Clause.variablesIn(branches.getFirst());
        for (List<Clause> branch : branches) {
            if (!Clause.variablesIn(branch).equals(joined)) {
                throw form.invalid(
                        "All branches of (or …) use the same variables; see (or-join …)");
            }
        }
        return new Clause.Or(form.value(), Set.of(), joined, branches);
    }

    private Clause orJoin(Form form, List<Form> items) {
        List<Form> listed = joinList(form, items).items();
        boolean hasRequired = !listed.isEmpty() && listed.getFirst().isSequence();
        Set<Variable> required =
                hasRequired ? variables(listed.getFirst().items()) : new LinkedHashSet<>();
        Set<Variable> joined = new LinkedHashSet<>(required);
        joined.addAll(variables(hasRequired ? listed.subList(1, listed.size()) : listed));
        return new Clause.Or(
                form.value(), required, joined, branches(form, items.subList(1, items.size())));
    }

    private static Form joinList(Form form, List<Form> items) {
        if (items.isEmpty() || !items.getFirst().isSequence()) {
            throw form.invalid("A join begins with the list of its variables");
        }
        return items.getFirst();
    }

    private static Set<Variable> variables(List<Form> items) {
        var variables = new LinkedHashSet<Variable>();
        items.forEach(item -> variables.add(item.variable()));
        return variables;
    }

    private List<Clause> body(Form form, List<Form> items) {
        if (items.isEmpty()) {
            throw form.invalid("This clause needs clauses inside");
        }
        return all(items);
    }

    private List<List<Clause>> branches(Form form, List<Form> items) {
        if (items.isEmpty()) {
            throw form.invalid("This clause needs branches");
        }
        var branches = new ArrayList<List<Clause>>();
        for (Form item : items) {
            boolean isAnd =
                    item.isSequence()
                            && !item.items().isEmpty()
                            && item.items().getFirst().isSymbol("and");
            branches.add(
                    isAnd
                            ? body(item, item.items().subList(1, item.items().size()))
                            : List.of(clause(item)));
        }
        return branches;
    }

    private static Clause expression(Form form, List<Form> items) {
        Call call = call(items.getFirst());
        return switch (items.size()) {
            case 1 -> new Clause.Predicate(form.value(), call);
            case 2 ->
                    new Clause.Function(form.value(), call, BindingParser.binding(items.getLast()));
            default ->
                    throw form.invalid("An expression is [(function …)] or [(function …) binding]");
        };
    }

    private static Call call(Form form) {
        List<Form> parts = form.items();
        if (parts.isEmpty()) {
            throw form.invalid("A call needs a function");
        }
        Form function = parts.getFirst();
        Object name =
                function.value() instanceof Keyword keyword ? keyword : (Object) function.name();
        var arguments = new ArrayList<Term>();
        for (Form argument : parts.subList(1, parts.size())) {
            arguments.add(argument(argument));
        }
        return new Call(name, arguments);
    }

    private static Term argument(Form form) {
        if (form.isBlank()) {
            throw form.invalid("A function needs a value here");
        }
        if (!form.isSequence()) {
            return term(form);
        }
        List<Form> items = form.items();
        if (items.size() == 2 && items.getFirst().isSymbol("quote")) {
            return new Term.Constant(items.getLast().value());
        }
        if (form.value() instanceof EdnList || form.mentionsVariable()) {
            throw form.invalid("Calls do not nest, and a query inside is quoted: (quote [...])");
        }
        return term(form);
    }
}
