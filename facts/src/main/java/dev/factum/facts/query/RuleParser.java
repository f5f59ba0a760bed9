package dev.factum.facts.query;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads rules: text, or a sequence of `[(name [?required] ?x) clause…]`.
final class RuleParser {

    private RuleParser() {}

    static List<Rule> parse(@Nullable Object textOrData) {
        Object data = textOrData instanceof String text ? Edn.read(text) : textOrData;
        return new Form(data, List.of("%")).items().stream().map(RuleParser::rule).toList();
    }

    private static Rule rule(Form form) {
        List<Form> items = form.items();
        if (items.size() < 2 || !items.getFirst().isSequence()) {
            throw form.invalid("A rule is [(name ?x) clause…]");
        }
        List<Form> head = items.getFirst().items();
        if (head.isEmpty()) {
            throw form.invalid("A rule's head needs a name");
        }
        Symbol name = head.getFirst().name();
        List<Form> given = new ArrayList<>(head.subList(1, head.size()));
        int required = 0;
        if (!given.isEmpty() && given.getFirst().isSequence()) {
            List<Form> bound = given.removeFirst().items();
            required = bound.size();
            bound.forEach(Form::variable);
            given.addAll(0, bound);
        }
        var body = new ArrayList<>(ClauseParser.clauses(items.subList(1, items.size())));
        return new Rule(name, required, parameters(given, body), body);
    }

    /// Distinct variables for the head; what they hide is said again in the body.
    private static List<Variable> parameters(List<Form> given, List<Clause> body) {
        Set<Variable> seen = new HashSet<>();
        var parameters = new ArrayList<Variable>();
        for (Form form : given) {
            if (form.isBlank()) {
                throw form.invalid("A rule's head binds all its places");
            }
            Term term = ClauseParser.term(form);
            if (term instanceof Term.Var(Variable variable) && seen.add(variable)) {
                parameters.add(variable);
            } else {
                var fresh = new Variable("?" + parameters.size() + " of the head");
                parameters.add(fresh);
                Call same = new Call(Symbol.of("identity"), List.of(term));
                body.add(new Clause.Function(form.value(), same, new Binding.Scalar(fresh)));
            }
        }
        return parameters;
    }
}
