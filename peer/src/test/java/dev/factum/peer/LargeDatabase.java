package dev.factum.peer;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.DatabaseUri;
import dev.factum.facts.database.Database;
import dev.factum.facts.value.Keyword;
import dev.factum.storage.verify.Verification;
import dev.factum.transactor.EmbeddedTransactors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The process of [LargeDatabaseTest]: writes many more datoms than its memory could hold, and
/// looks at them. Every number can be told from the person's own.
final class LargeDatabase {

    static final int PEOPLE = 4_000_000;
    static final int AGES = 100;
    static final int SALARIES = 100_003;

    private static final int PER_TRANSACTION = 1_000;
    private static final String[] NAMES = {"Ann", "Ben", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal"};
    private static final Keyword NUMBER = Keyword.of("person/number");
    private static final Keyword NAME = Keyword.of("person/name");
    private static final Keyword ADULT = Keyword.of("person/adult");
    private static final Keyword AGE = Keyword.of("person/age");
    private static final Keyword SALARY = Keyword.of("person/salary");

    private LargeDatabase() {}

    /// Does one of two tasks.
    ///
    /// @param arguments `write` or `read`, and the URI of the database
    public static void main(String... arguments) {
        switch (arguments[0]) {
            case "write" -> write(arguments[1]);
            default -> read(arguments[1]);
        }
    }

    private static void write(String uri) {
        try (Peer peer = Peer.open()) {
            peer.createDatabase(uri);
            Connection connection = peer.connect(uri);
            connection.transact(
                    """
                    [{:db/ident :person/number :db/valueType :db.type/long
                      :db/cardinality :db.cardinality/one :db/unique :db.unique/identity}
                     {:db/ident :person/name :db/valueType :db.type/string
                      :db/cardinality :db.cardinality/one :db/index true}
                     {:db/ident :person/adult :db/valueType :db.type/boolean
                      :db/cardinality :db.cardinality/one}
                     {:db/ident :person/age :db/valueType :db.type/long
                      :db/cardinality :db.cardinality/one :db/index true}
                     {:db/ident :person/salary :db/valueType :db.type/long
                      :db/cardinality :db.cardinality/one :db/index true}]\
                    """);
            for (long first = 0; first < PEOPLE; first += PER_TRANSACTION) {
                List<Object> people = new ArrayList<>();
                for (long number = first; number < first + PER_TRANSACTION; number++) {
                    people.add(person(number));
                }
                connection.transact(people);
            }
        }
        say("written");
    }

    private static Map<Keyword, Object> person(long number) {
        long age = number * 37 % AGES;
        return Map.of(
                NUMBER,
                number,
                NAME,
                NAMES[(int) (number % NAMES.length)],
                ADULT,
                age >= 18,
                AGE,
                age,
                SALARY,
                number * 31 % SALARIES);
    }

    private static void read(String uri) {
        try (Peer peer = Peer.open();
                Connection connection = peer.connect(uri)) {
            Database db = connection.db();
            say("t", db.basisT());
            say(
                    "one",
                    db.query(
                            "[:find ?a . :where [?e :person/number 1234567] [?e :person/age ?a]]"));
            say("salary", db.query("[:find (count ?e) . :where [?e :person/salary 77777]]"));
            say("first", db.asOf(2).query("[:find (count ?e) . :where [?e :person/name \"Ann\"]]"));
            say("old", db.pull("[:person/name :person/salary]", List.of(NUMBER, 3_999_999L)));
        }
        Verification found = new EmbeddedTransactors().verify(DatabaseUri.parse(uri));
        say("problems", found.problems());
        say("datoms", found.datoms());
    }

    private static void say(String name, @Nullable Object value) {
        say(name + " " + value);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
