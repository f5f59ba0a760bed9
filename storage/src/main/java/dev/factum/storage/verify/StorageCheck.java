package dev.factum.storage.verify;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.FourTrees;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.IndexSegments;
import dev.factum.facts.index.Indexes;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Builtin;
import dev.factum.facts.schema.Schema;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.ExcisionFilter;
import dev.factum.facts.tx.Replay;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeCache;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.RootCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The work behind a [Verification]. Belongs to one thread.
final class StorageCheck {
    private static final int MOST_PROBLEMS = 100;
    private static final long CACHE_BYTES = 16L << 20;

    private final Storage storage;
    private final NodeStorage nodes;
    private final List<Problem> problems = new ArrayList<>();
    private final Fingerprint logged = new Fingerprint();
    private long transactions;
    private long nodeCount;
    private long datomCount;

    StorageCheck(Storage storage) {
        this.storage = storage;
        this.nodes = new NodeStorage(storage, new NodeCache(CACHE_BYTES));
    }

    Verification run() {
        long indexed = 0;
        try {
            Optional<IndexRoot> index = RootCodec.decode(storage.root().content(), nodes).index();
            indexed = index.map(IndexRoot::basis).orElse(0L);
            Set<Long> exempt = index.isPresent() ? exempt(index.get()) : Set.of();
            ExcisionFilter excised =
                    index.flatMap(IndexRoot::excision).map(Excision::filter).orElse(null);
            readLog(indexed, exempt, excised);
            index.ifPresent(root -> checkIndex(root, exempt));
        } catch (FactumError damage) {
            report(new Problem(String.valueOf(damage.getMessage()), Map.of()));
        }
        return new Verification(transactions, indexed, nodeCount, datomCount, problems);
    }

    private void report(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /// The attributes that have, or once had, no history: their past may have been given up.
    private static Set<Long> exempt(IndexRoot index) {
        Set<Long> exempt = new HashSet<>();
        Indexes indexes = Indexes.of(index.segments());
        Prefix prefix = Prefix.attribute(Builtin.NO_HISTORY);
        Iterator<Datom> present = indexes.present(IndexOrder.AEVT).scan(prefix);
        Iterator<Datom> past = indexes.past(IndexOrder.AEVT).scan(prefix);
        present.forEachRemaining(datom -> exempt.add(datom.e()));
        past.forEachRemaining(datom -> exempt.add(datom.e()));
        return exempt;
    }

    /// @param excised tells what the indexes do not hold any more, and the log may still tell
    private void readLog(long indexed, Set<Long> exempt, @Nullable ExcisionFilter excised) {
        Builtin.datoms().forEach(logged::add);
        List<LogRecord> page = storage.readLog(1);
        while (!page.isEmpty()) {
            for (LogRecord each : page) {
                LogEntry entry = LogCodec.decode(each);
                transactions++;
                if (entry.t() != transactions) {
                    report(new Problem("The log has a gap", Map.of("t", transactions)));
                    return;
                }
                if (entry.t() <= indexed) {
                    Set<Datom> gone = excised == null ? Set.of() : excised.excised(entry.datoms());
                    entry.datoms().stream()
                            .filter(datom -> !gone.contains(datom))
                            .filter(datom -> !exempt.contains(datom.a()))
                            .forEach(logged::add);
                }
            }
            page = storage.readLog(transactions + 1);
        }
        if (transactions < indexed) {
            report(new Problem("The log ends before the indexes do", Map.of("t", indexed)));
        }
    }

    private void checkIndex(IndexRoot index, Set<Long> exempt) {
        IndexSegments segments = index.segments();
        Schema schema =
                Replay.after(
                                segments,
                                index.basis(),
                                index.nextEntity(),
                                index.nextSystemEntity(),
                                index.lastInstant())
                        .state()
                        .schema();
        var indexed = new Fingerprint();
        indexed.addAll(check("present", segments.present(), schema, exempt));
        indexed.addAll(check("past", segments.past(), schema, exempt));
        if (!indexed.matches(logged)) {
            report(
                    new Problem(
                            "The indexes do not hold what the log tells",
                            Map.of("indexed", indexed.count(), "logged", logged.count())));
        }
        if (problems.isEmpty()) {
            new FactCheck(segments, exempt, this::report).run();
        }
    }

    /// Checks four trees, and answers what the first of them holds.
    private Fingerprint check(String name, FourTrees trees, Schema schema, Set<Long> exempt) {
        var all = new Fingerprint();
        var lasting = new Fingerprint();
        var byValue = new Fingerprint();
        var references = new Fingerprint();
        walk(
                name + " EAVT",
                trees,
                IndexOrder.EAVT,
                datom -> {
                    all.add(datom);
                    addIf(!exempt.contains(datom.a()), lasting, datom);
                    addIf(schema.avet().contains(datom.a()), byValue, datom);
                    addIf(schema.references().contains(datom.a()), references, datom);
                });
        datomCount += all.count();
        compare(name + " AEVT", trees, IndexOrder.AEVT, all, datom -> true);
        compare(
                name + " AVET",
                trees,
                IndexOrder.AVET,
                byValue,
                datom -> schema.avet().contains(datom.a()));
        compare(name + " VAET", trees, IndexOrder.VAET, references, datom -> true);
        return lasting;
    }

    private static void addIf(boolean condition, Fingerprint target, Datom datom) {
        if (condition) {
            target.add(datom);
        }
    }

    private void compare(
            String name,
            FourTrees trees,
            IndexOrder order,
            Fingerprint expected,
            Predicate<Datom> counts) {
        var found = new Fingerprint();
        walk(name, trees, order, datom -> addIf(counts.test(datom), found, datom));
        if (!found.matches(expected)) {
            report(
                    new Problem(
                            "A tree does not hold what EAVT holds",
                            Map.of(
                                    "tree", name,
                                    "found", found.count(),
                                    "expected", expected.count())));
        }
    }

    private void walk(String name, FourTrees trees, IndexOrder order, Consumer<Datom> visitor) {
        nodeCount += new TreeCheck(name, trees.get(order), nodes, visitor, this::report).run();
    }
}
