package dev.factum.workload.effects;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a run has left: in the database, at the counter, and at the listener. Immutable.
///
/// @param facts one for each message that is known
/// @param changes how often any of these was changed, as the history has it
/// @param attempts all that reached the counter, oldest first
/// @param heard all that reached the listener, oldest first
/// @param standing what the machine still has to do
record Evidence(
        List<Known> facts,
        long changes,
        List<Attempt> attempts,
        List<Heard> heard,
        Standing standing) {

    /// What the database says of one message.
    ///
    /// @param answer the state that the outcome told, or `-`
    record Known(String id, long applied, long answered, String answer) {

        private static Known of(Entity entity) {
            return new Known(
                    entity.get(Counting.MESSAGE).orElseThrow(),
                    entity.get(Counting.APPLIED).orElse(0L),
                    entity.get(Counting.ANSWERED).orElse(0L),
                    entity.get(Counting.ANSWER).orElse("-"));
        }
    }

    static Evidence collect(Setting setting, Path attempts, Path heard) throws IOException {
        try (Peer peer = Peer.open();
                Connection connection = peer.connect(setting.uri())) {
            Database db = connection.db();
            return new Evidence(
                    known(db),
                    Standing.count(db.history(), Counting.APPLIED),
                    Files.readAllLines(attempts).stream().map(Attempt::ofLine).toList(),
                    Files.readAllLines(heard).stream().map(Heard::ofLine).toList(),
                    Standing.in(db));
        }
    }

    private static List<Known> known(Database db) {
        List<Known> known = new ArrayList<>();
        long attribute = db.attributeOrThrow(Counting.MESSAGE.ident()).id();
        db.scan(IndexOrder.AEVT, Prefix.attribute(attribute))
                .forEachRemaining(datom -> known.add(Known.of(db.entity(datom.e()).orElseThrow())));
        return known;
    }
}
