package dev.factum.facts.query;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads `:find` and the names of return maps.
final class FindParser {

    private FindParser() {}

    static FindSpec parse(List<Form> forms) {
        Form first = forms.getFirst();
        if (forms.size() == 2 && forms.getLast().isSymbol(".")) {
            return new FindSpec.Scalar(element(first));
        }
        if (forms.size() == 1 && first.isSequence() && !first.isCall()) {
            return bracketed(first);
        }
        return new FindSpec.Rows(forms.stream().map(FindParser::element).toList());
    }

    private static FindSpec bracketed(Form form) {
        List<Form> items = form.items();
        if (items.size() == 2 && items.getLast().isSymbol("...")) {
            return new FindSpec.Column(element(items.getFirst()));
        }
        if (items.size() == 2 && items.getLast().isSymbol(".")) {
            return new FindSpec.Scalar(element(items.getFirst()));
        }
        if (items.isEmpty()) {
            throw form.invalid("A tuple needs elements");
        }
        return new FindSpec.Tuple(items.stream().map(FindParser::element).toList());
    }

    static FindElement element(Form form) {
        if (form.isVariable()) {
            return new FindElement.Value(form.variable());
        }
        if (!form.isCall()) {
            throw form.invalid("A variable, a pull or an aggregate belongs into :find");
        }
        List<Form> parts = form.items();
        return parts.getFirst().isSymbol("pull") ? pull(form, parts) : aggregate(form, parts);
    }

    private static FindElement pull(Form form, List<Form> parts) {
        int at = parts.size() > 1 && parts.get(1).isSource() ? 2 : 1;
        if (parts.size() != at + 2) {
            throw form.invalid("A pull is (pull ?e pattern) or (pull $source ?e pattern)");
        }
        Source source = at == 2 ? parts.get(1).source() : Source.DEFAULT;
        Object pattern = parts.getLast().value();
        if (!(pattern instanceof Symbol) && !(pattern instanceof List<?>)) {
            throw parts.getLast().invalid("A pull pattern is a vector, or the name of an input");
        }
        return new FindElement.Pull(source, parts.get(at).variable(), pattern);
    }

    private static FindElement aggregate(Form form, List<Form> parts) {
        if (parts.size() < 2) {
            throw form.invalid("An aggregate needs a variable");
        }
        var arguments = new ArrayList<@Nullable Object>();
        for (Form argument : parts.subList(1, parts.size() - 1)) {
            if (argument.isVariable()) {
                throw argument.invalid("Only the last argument of an aggregate is a variable");
            }
            arguments.add(argument.value());
        }
        return new FindElement.Aggregate(
                parts.getFirst().name(), arguments, parts.getLast().variable());
    }

    static @Nullable List<Object> names(
            FindSpec find, List<Form> keys, List<Form> strs, List<Form> syms) {
        List<Form> given = new ArrayList<>(keys);
        given.addAll(strs);
        given.addAll(syms);
        if (given.isEmpty()) {
            return null;
        }
        boolean kindsMixed =
                given.size() != Math.max(keys.size(), Math.max(strs.size(), syms.size()));
        boolean named = find instanceof FindSpec.Rows || find instanceof FindSpec.Tuple;
        if (kindsMixed || !named || given.size() != find.all().size()) {
            throw given.getFirst()
                    .invalid("One of :keys, :strs and :syms names each element of a relation");
        }
        if (!keys.isEmpty()) {
            return names(keys, name -> Keyword.of(name.toString()));
        }
        return names(given, strs.isEmpty() ? Function.identity() : Objects::toString);
    }

    private static List<Object> names(List<Form> forms, Function<Symbol, ?> asKey) {
        var names = new ArrayList<Object>();
        for (Form form : forms) {
            names.add(asKey.apply(form.name()));
        }
        return names;
    }
}
