package dev.factum.facts.query;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a query: text, a vector with keywords between its sections, or a map of sections.
final class QueryParser {

    private static final Set<String> SECTIONS =
            Set.of(
                    "find",
                    "with",
                    "in",
                    "where",
                    "keys",
                    "strs",
                    "syms",
                    "order-by",
                    "limit",
                    "offset");

    private final Map<String, List<Form>> sections;

    private QueryParser(Map<String, List<Form>> sections) {
        this.sections = sections;
    }

    static QueryForm parse(@Nullable Object textOrData) {
        Object data = textOrData instanceof String text ? Edn.read(text) : textOrData;
        Form query = new Form(data, List.of());
        Map<String, List<Form>> sections =
                switch (data) {
                    case Map<?, ?> map -> sectionsOf(map);
                    case List<?> _ -> sectionsOf(query);
                    case null, default ->
                            throw query.invalid("A query is EDN text, a vector or a map");
                };
        if (sections.getOrDefault("find", List.of()).isEmpty()) {
            throw query.invalid("A query needs :find");
        }
        if (!sections.containsKey("where") && !sections.containsKey("in")) {
            throw query.invalid("A query needs :where or :in");
        }
        return new QueryParser(sections).parse();
    }

    private static Map<String, List<Form>> sectionsOf(Form query) {
        var sections = new LinkedHashMap<String, List<Form>>();
        List<Form> current = new ArrayList<>();
        for (Form form : query.items()) {
            if (form.value() instanceof Keyword) {
                current = new ArrayList<>();
                if (sections.put(section(form), current) != null) {
                    throw form.invalid("A section can be given once");
                }
            } else if (sections.isEmpty()) {
                throw form.invalid("A query begins with a section such as :find");
            } else {
                current.add(form);
            }
        }
        return sections;
    }

    private static Map<String, List<Form>> sectionsOf(Map<?, ?> map) {
        var sections = new LinkedHashMap<String, List<Form>>();
        map.forEach((key, value) -> {
            String name = section(new Form(key, List.of()));
            Form content = new Form(value, List.of(Keyword.of(name)));
            boolean single =
                    name.equals("limit")
                            || name.equals("offset")
                            || (name.equals("order-by") && isSingleKey(content));
            sections.put(name, single ? List.of(content) : content.items());
        });
        return sections;
    }

    private static boolean isSingleKey(Form content) {
        return content.isSequence()
                && !content.items().isEmpty()
                && content.items().getFirst().isVariable();
    }

    private static String section(Form form) {
        if (form.value() instanceof Keyword(String namespace, String name)
                && namespace == null
                && SECTIONS.contains(name)) {
            return name;
        }
        throw form.invalid("This is not a section of a query");
    }

    private List<Form> section(String name) {
        return sections.getOrDefault(name, List.of());
    }

    private QueryForm parse() {
        FindSpec find = FindParser.parse(section("find"));
        List<Variable> with = section("with").stream().map(Form::variable).toList();
        List<Input> inputs = inputs();
        List<Clause> where = ClauseParser.clauses(section("where"));
        requireBound(find, with, inputs, where);
        return new QueryForm(
                find,
                FindParser.names(find, section("keys"), section("strs"), section("syms")),
                with,
                inputs,
                !sections.containsKey("in"),
                where,
                OrderParser.keys(find, section("order-by")),
                OrderParser.count(section("offset"), 0),
                OrderParser.count(section("limit"), -1));
    }

    private List<Input> inputs() {
        if (!sections.containsKey("in")) {
            return List.of(new Input.Data(Source.DEFAULT));
        }
        var inputs = new ArrayList<Input>();
        var seen = new HashSet<Object>();
        for (Form form : section("in")) {
            Input input = input(form);
            if (!(input instanceof Input.Values) && !seen.add(input)) {
                throw form.invalid("An input can be named once");
            }
            inputs.add(input);
        }
        return inputs;
    }

    private static Input input(Form form) {
        if (form.isSource()) {
            return new Input.Data(form.source());
        }
        if (form.isSymbol("%")) {
            return new Input.Rules();
        }
        if (form.isName()) {
            return new Input.PullPattern(form.name());
        }
        return new Input.Values(BindingParser.binding(form));
    }

    private static void requireBound(
            FindSpec find, List<Variable> with, List<Input> inputs, List<Clause> where) {
        Set<Variable> bound = Clause.variablesIn(where);
        for (Input input : inputs) {
            if (input instanceof Input.Values(Binding binding)) {
                bound.addAll(binding.variables());
            }
        }
        var missing = new LinkedHashSet<Variable>(with);
        find.all().forEach(element -> missing.add(element.variable()));
        missing.removeAll(bound);
        if (!missing.isEmpty()) {
            throw FactumError.of(
                            DbErrorCode.UNBOUND_QUERY_VARIABLES,
                            "The query asks for variables that nothing binds")
                    .with("variables", names(missing));
        }
    }

    static List<String> names(Set<Variable> variables) {
        return variables.stream().map(Variable::name).distinct().sorted().toList();
    }
}
