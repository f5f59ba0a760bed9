package dev.factum.bench.transact;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import dev.factum.bench.load.Contender;
import dev.factum.bench.people.PeopleData;
import java.nio.file.Path;

/// `com.datomic:local` on files, through its Clojure client API: the only durable Datomic on Maven
/// Central.
final class DatomicLocalContender implements Contender {

    private final IFn transact;
    private final Object connection;

    DatomicLocalContender(Path directory) {
        Clojure.var("clojure.core", "require").invoke(Clojure.read("datomic.client.api"));
        Object client =
                Clojure.var("datomic.client.api", "client")
                        .invoke(
                                Clojure.read(
                                        "{:server-type :datomic-local :system \"bench\" :storage-dir \""
                                                + directory
                                                + "\"}"));
        Object name = Clojure.read("{:db-name \"people\"}");
        Clojure.var("datomic.client.api", "create-database").invoke(client, name);
        this.connection = Clojure.var("datomic.client.api", "connect").invoke(client, name);
        this.transact = Clojure.var("datomic.client.api", "transact");
        transact.invoke(connection, Clojure.read("{:tx-data " + PeopleData.schema() + "}"));
    }

    @Override
    public String name() {
        return "Datomic Local files";
    }

    @Override
    public void send(long number) {
        transact.invoke(
                connection,
                Clojure.read(
                        "{:tx-data [{:name \"n%d\" :last-name \"l%d\" :sex :male :age %d :salary %d}]}"
                                .formatted(
                                        number & 7, number % 6, number % 100, number % 100_000)));
    }

    @Override
    public void close() {
        // The client has nothing to close; its files are the caller's.
    }
}
