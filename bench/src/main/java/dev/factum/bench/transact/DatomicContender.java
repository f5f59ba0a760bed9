package dev.factum.bench.transact;

import datomic.Connection;
import datomic.Peer;
import datomic.Util;
import dev.factum.bench.load.Contender;
import dev.factum.bench.people.PeopleData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// `com.datomic:peer` in memory.
final class DatomicContender implements Contender {

    private static final Object NAME = Util.read(":name");
    private static final Object LAST_NAME = Util.read(":last-name");
    private static final Object SEX = Util.read(":sex");
    private static final Object AGE = Util.read(":age");
    private static final Object SALARY = Util.read(":salary");
    private static final Object MALE = Util.read(":male");

    private final Connection connection;

    DatomicContender() {
        String uri = "datomic:mem://" + Peer.squuid();
        Peer.createDatabase(uri);
        this.connection = Peer.connect(uri);
        await((List<?>) Util.read(PeopleData.schema()));
    }

    private void await(List<?> txData) {
        try {
            connection.transactAsync(txData).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Datomic refused a transaction", e);
        }
    }

    @Override
    public String name() {
        return "Datomic mem";
    }

    @Override
    public void send(long number) {
        await(
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
        connection.release();
    }
}
