package dev.factum.facts.query;

import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.List;

/// Reads `:order-by [?x :desc] [(count ?y)]`, `:limit` and `:offset`.
final class OrderParser {

    private OrderParser() {}

    static List<OrderKey> keys(FindSpec find, List<Form> forms) {
        var keys = new ArrayList<OrderKey>();
        for (Form form : forms) {
            List<Form> parts = form.items();
            if (parts.isEmpty() || parts.size() > 2) {
                throw form.invalid("An order is [?x], [?x :asc] or [?x :desc]");
            }
            boolean descending = parts.size() == 2 && isDescending(parts.getLast());
            keys.add(new OrderKey(column(find, parts.getFirst()), descending));
        }
        return keys;
    }

    private static boolean isDescending(Form direction) {
        if (Keyword.of("desc").equals(direction.value())) {
            return true;
        }
        if (Keyword.of("asc").equals(direction.value())) {
            return false;
        }
        throw direction.invalid("A direction is :asc or :desc");
    }

    private static int column(FindSpec find, Form key) {
        int column = find.all().indexOf(FindParser.element(key));
        if (column < 0) {
            throw key.invalid("A query is ordered by what it finds");
        }
        return column;
    }

    static long count(List<Form> forms, long otherwise) {
        if (forms.isEmpty()) {
            return otherwise;
        }
        Form form = forms.getFirst();
        if (forms.size() == 1 && form.value() instanceof Long count && count >= 0) {
            return count;
        }
        throw form.invalid("A number of rows is a whole number, 0 or more");
    }
}
