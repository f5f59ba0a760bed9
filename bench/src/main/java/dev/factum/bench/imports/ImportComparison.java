package dev.factum.bench.imports;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import clojure.lang.PersistentHashMap;
import dev.factum.bench.load.Disk;
import dev.factum.bench.load.ScratchDirectory;
import dev.factum.bench.measure.Comparison;
import dev.factum.bench.measure.Results;
import dev.factum.bench.people.PeopleData;
import dev.factum.bench.people.PeopleForms;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.value.Keyword;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.util.List;

/// A million people into an SQLite file, a thousand in a transaction, each waited for; beside
/// `com.datomic:local` on a share of them.
public final class ImportComparison implements Comparison {

    private static final int PEOPLE = Integer.getInteger("people", 1_000_000);
    private static final int SHARE = 20;

    /// A thousand people, their five facts each, and the transaction's instant.
    private static final double DATOMS_PER_TRANSACTION = PeopleForms.BATCH * 5 + 1;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String description() {
        return "a million people into an SQLite file, 1,000 in a transaction, beside com.datomic:local";
    }

    /// How long it took, and how many transactions.
    private record Run(double seconds, int transactions) {
        double datomsPerSecond() {
            return transactions * DATOMS_PER_TRANSACTION / seconds;
        }
    }

    @Override
    public void run(Results results) throws IOException {
        try (var directory = ScratchDirectory.create(name())) {
            Run ours = factum(results, directory);
            report(results, "Factum SQLite", ours, Disk.bytes(directory.path(), "factum"));
            Run local = local(directory);
            report(results, "Datomic Local", local, Disk.bytes(directory.path(), "local"));
            results.ratio(
                    "import datoms/s / Datomic Local",
                    ours.datomsPerSecond() / local.datomsPerSecond());
        }
        results.note("people", "%,d; %,d for Datomic Local".formatted(PEOPLE, PEOPLE / SHARE));
        results.note("indexes", "every attribute is kept by value, as Datomic Local always does");
    }

    private static void report(Results results, String who, Run run, long bytes) {
        double perDatom = bytes / (run.transactions() * DATOMS_PER_TRANSACTION);
        results.progress(
                "%-14s %,6d transactions in %.1f s: %,.0f datoms/s, %.1f bytes a datom on disk"
                        .formatted(
                                who,
                                run.transactions(),
                                run.seconds(),
                                run.datomsPerSecond(),
                                perDatom));
        results.figure(who + " tx/s", run.transactions() / run.seconds());
        results.figure(who + " datoms/s", run.datomsPerSecond());
        results.figure(who + " bytes on disk per datom", perDatom);
        if (who.startsWith("Factum")) {
            results.atMost("bytes on disk per datom", 60, perDatom);
        }
    }

    private static Run factum(Results results, ScratchDirectory directory) {
        try (Peer peer = Peer.open()) {
            String uri = "factum:sqlite:" + directory.resolve("factum.db");
            peer.createDatabase(uri);
            Connection connection = peer.connect(uri);
            connection.transact(PeopleData.schemaByValue());
            var forms = new PeopleForms(PeopleData.people(PEOPLE), Keyword::of);
            long start = System.nanoTime();
            int transactions = 0;
            while (forms.hasNext()) {
                connection.transact(forms.next());
                transactions++;
                if (transactions % 200 == 0) {
                    results.progress("  %,d people".formatted(transactions * PeopleForms.BATCH));
                }
            }
            return new Run((System.nanoTime() - start) / 1e9, transactions);
        }
    }

    private static Run local(ScratchDirectory directory) {
        IFn client = function("client");
        IFn transact = function("transact");
        Object system =
                client.invoke(
                        Clojure.read(
                                "{:server-type :datomic-local :system \"import\" :storage-dir \""
                                        + directory.resolve("local")
                                        + "\"}"));
        Object name = Clojure.read("{:db-name \"people\"}");
        function("create-database").invoke(system, name);
        Object connection = function("connect").invoke(system, name);
        // Datomic Local keeps every attribute by value, and knows no :db/index.
        transact.invoke(connection, Clojure.read("{:tx-data " + PeopleData.schema() + "}"));
        Object txData = Clojure.read(":tx-data");
        var forms =
                new PeopleForms(
                        PeopleData.people(PEOPLE / SHARE), word -> Clojure.read(":" + word));
        long start = System.nanoTime();
        int transactions = 0;
        while (forms.hasNext()) {
            List<?> batch = forms.next().stream().map(PersistentHashMap::create).toList();
            transact.invoke(connection, datomic.Util.map(txData, batch));
            transactions++;
        }
        return new Run((System.nanoTime() - start) / 1e9, transactions);
    }

    private static IFn function(String name) {
        Clojure.var("clojure.core", "require").invoke(Clojure.read("datomic.client.api"));
        return Clojure.var("datomic.client.api", name);
    }
}
