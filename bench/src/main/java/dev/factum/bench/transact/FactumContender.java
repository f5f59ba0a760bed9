package dev.factum.bench.transact;

import dev.factum.bench.load.Contender;
import dev.factum.bench.people.PeopleData;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.value.Keyword;
import dev.factum.peer.Peer;
import java.util.List;
import java.util.Map;

/// Factum, embedded, on the storage that the URI names.
final class FactumContender implements Contender {

    private static final Keyword NAME = Keyword.of("name");
    private static final Keyword LAST_NAME = Keyword.of("last-name");
    private static final Keyword SEX = Keyword.of("sex");
    private static final Keyword AGE = Keyword.of("age");
    private static final Keyword SALARY = Keyword.of("salary");
    private static final Keyword MALE = Keyword.of("male");

    private final String name;
    private final Peer peer = Peer.open();
    private final Connection connection;

    FactumContender(String name, String uri) {
        this.name = name;
        peer.createDatabase(uri);
        this.connection = peer.connect(uri);
        connection.transact(PeopleData.schema());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(long number) {
        connection.transact(
                List.of(
                        Map.of(
                                NAME,
                                "n" + (number & 7),
                                LAST_NAME,
                                "l" + number % 6,
                                SEX,
                                MALE,
                                AGE,
                                number % 100,
                                SALARY,
                                number % 100_000)));
    }

    @Override
    public void close() {
        connection.close();
        peer.close();
    }
}
