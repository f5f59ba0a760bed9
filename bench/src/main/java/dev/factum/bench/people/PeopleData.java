package dev.factum.bench.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Made-up people, the same on every run: name (8), last name (6), sex (2), age (0-99), salary
/// (0-99,999).
public final class PeopleData {

    private static final List<String> NAMES =
            List.of("Ivan", "Petr", "Sergei", "Oleg", "Yuri", "Dmitry", "Fedor", "Denis");
    private static final List<String> LAST_NAMES =
            List.of("Ivanov", "Petrov", "Sidorov", "Kovalev", "Kuznetsov", "Voronoi");

    private PeopleData() {}

    /// A person.
    public record Person(
            int number, String name, String lastName, boolean male, long age, long salary) {}

    public static List<Person> people(int count) {
        var random = new Random(42);
        return IntStream.range(0, count)
                .mapToObj(number ->
                        new Person(
                                number,
                                NAMES.get(random.nextInt(NAMES.size())),
                                LAST_NAMES.get(random.nextInt(LAST_NAMES.size())),
                                random.nextBoolean(),
                                random.nextInt(100),
                                random.nextInt(100_000)))
                .toList();
    }

    /// The five facts of a person as a map form.
    ///
    /// @param keyword makes a keyword of the system that gets the form
    public static Map<Object, Object> facts(Person person, Function<String, Object> keyword) {
        Map<Object, Object> form = new LinkedHashMap<>();
        form.put(keyword.apply("name"), person.name());
        form.put(keyword.apply("last-name"), person.lastName());
        form.put(keyword.apply("sex"), keyword.apply(person.male() ? "male" : "female"));
        form.put(keyword.apply("age"), person.age());
        form.put(keyword.apply("salary"), person.salary());
        return form;
    }

    /// The schema, as EDN, in which every attribute is kept by value too.
    public static String schemaByValue() {
        return schema().replace(":db.cardinality/one}", ":db.cardinality/one :db/index true}");
    }

    /// The schema, as EDN. No attribute is kept by value.
    public static String schema() {
        return """
        [{:db/ident :name :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
         {:db/ident :last-name :db/valueType :db.type/string :db/cardinality :db.cardinality/one}
         {:db/ident :sex :db/valueType :db.type/keyword :db/cardinality :db.cardinality/one}
         {:db/ident :age :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
         {:db/ident :salary :db/valueType :db.type/long :db/cardinality :db.cardinality/one}
         {:db/ident :follows :db/valueType :db.type/ref :db/cardinality :db.cardinality/many}
         {:db/ident :id :db/valueType :db.type/long :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}]
        """;
    }

    /// A tree of `depth` levels in which each follows `width` others, as EDN transaction data.
    public static String wide(int depth, int width) {
        var text = new StringBuilder("[");
        grow(text, 1, depth, width);
        return text.append("]").toString();
    }

    private static void grow(StringBuilder text, long id, int depth, int width) {
        text.append("{:db/id \"").append(id).append("\" :id ").append(id);
        if (depth > 0) {
            text.append(" :follows [");
            for (int child = 0; child < width; child++) {
                text.append('"').append(id * width + child).append("\" ");
            }
            text.append(']');
        }
        text.append("}\n");
        if (depth > 0) {
            for (int child = 0; child < width; child++) {
                grow(text, id * width + child, depth - 1, width);
            }
        }
    }

    /// `width` chains of `depth` entities, each following the next, as EDN transaction data.
    public static String chains(int depth, int width) {
        var text = new StringBuilder("[");
        for (int chain = 0; chain < width; chain++) {
            for (int link = 0; link < depth; link++) {
                int id = chain * (depth + 1) + link;
                text.append("{:db/id \"").append(id).append("\" :id ").append(id);
                text.append(" :follows [\"").append(id + 1).append("\"]}\n");
            }
            int last = chain * (depth + 1) + depth;
            text.append("{:db/id \"").append(last).append("\" :id ").append(last).append("}\n");
        }
        return text.append("]").toString();
    }
}
