package dev.factum.facts.query;

import dev.factum.facts.error.DbErrorCode;
import java.util.List;

/// Reads `?x`, `_`, `[?x ?y]`, `[?x ...]` and `[[?x ?y]]`.
final class BindingParser {

    private BindingParser() {}

    static Binding binding(Form form) {
        if (form.isVariable()) {
            return new Binding.Scalar(form.variable());
        }
        if (form.isBlank()) {
            return new Binding.Ignore();
        }
        if (!form.isSequence() || form.items().isEmpty()) {
            throw form.refused(
                    DbErrorCode.NOT_A_BINDING_FORM,
                    "A binding is ?x, _, [?x ?y], [?x ...] or [[?x ?y]]");
        }
        List<Form> items = form.items();
        if (items.size() == 2 && items.getLast().isSymbol("...")) {
            return new Binding.Each(binding(items.getFirst()));
        }
        if (items.size() == 1 && items.getFirst().isSequence()) {
            return new Binding.Each(binding(items.getFirst()));
        }
        return new Binding.Tuple(items.stream().map(BindingParser::binding).toList());
    }
}
