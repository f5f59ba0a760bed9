package dev.factum.transactor;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.database.State;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.tx.Excision;
import dev.factum.facts.tx.Replay;
import dev.factum.storage.Storage;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.log.LogCodec;
import dev.factum.storage.segment.IndexRoot;
import dev.factum.storage.segment.NodeStorage;
import dev.factum.storage.segment.RootCodec;
import dev.factum.storage.segment.RootContent;
import java.util.List;
import java.util.Optional;

/// Becoming the writer of a database: first a higher epoch, which shuts out the writer before, then
/// the indexes that the root names, and the log after them, which cannot grow under us any more,
/// and is rid of what has to go before it is read.
///
/// @param epoch under which to append
/// @param state the database as indexes and log tell it
/// @param indexed the t that the indexes reach; requests to excise up to it are carried out there
/// @param excision what is out of indexes and log, and may be in storage
record Takeover(long epoch, State state, long indexed, Optional<Excision> excision) {

    private static final int ATTEMPTS = 16;

    /// @param owner who takes over, for people to read
    static Takeover of(NodeStorage nodes, String owner) {
        Storage storage = nodes.storage();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Storage.Root root = storage.root();
            RootContent content = RootCodec.decode(root.content(), nodes).withOwner(owner);
            long epoch = root.epoch() + 1;
            if (storage.compareAndSetRoot(root.revision(), epoch, RootCodec.encode(content))) {
                Optional<IndexRoot> index = content.index();
                Optional<Excision> excision = index.flatMap(IndexRoot::excision);
                excision.ifPresent(begun -> new LogExcision(storage, epoch, begun).run());
                return new Takeover(
                        epoch,
                        opened(storage, index),
                        index.map(IndexRoot::basis).orElse(0L),
                        excision);
            }
        }
        throw FactumError.of(
                DbErrorCode.TRANSACTOR_UNAVAILABLE,
                "Others keep taking this database over; only one process can write it");
    }

    private static State opened(Storage storage, Optional<IndexRoot> index) {
        Replay replay = index.map(Takeover::after).orElseGet(Replay::new);
        List<LogRecord> page = storage.readLog(replay.basis() + 1);
        while (!page.isEmpty()) {
            for (LogRecord each : page) {
                LogEntry entry = LogCodec.decode(each);
                replay.add(entry.t(), entry.datoms());
            }
            page = storage.readLog(replay.basis() + 1);
        }
        return replay.state();
    }

    private static Replay after(IndexRoot index) {
        return Replay.after(
                index.segments(),
                index.basis(),
                index.nextEntity(),
                index.nextSystemEntity(),
                index.lastInstant());
    }
}
