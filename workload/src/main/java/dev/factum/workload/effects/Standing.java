package dev.factum.workload.effects;

import dev.factum.facts.database.Database;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.RequestState;
import dev.factum.machine.timer.TimerFacts;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/// How far the machine is, as its database says. Immutable.
///
/// @param answered how many messages have had an outcome of their request decided
/// @param open requests that something still happens to by itself
/// @param unknown requests that wait for a person
/// @param timers those that wait
/// @param parked messages that were set aside
/// @param read how many records of the input are done with, by the positions
record Standing(long answered, long open, long unknown, long timers, long parked, long read) {

    private static final List<RequestState> UNDER_WAY =
            List.of(RequestState.WAITING, RequestState.PLANNED, RequestState.ATTEMPTING);

    private static final String POSITIONS =
            "[:find ?name ?through :where [?s :factum.source/name ?name]"
                    + " [?s :factum.source/through ?through]]";

    static Standing in(Database db) {
        List<PlannedRequest> unknown = PlannedRequest.in(db, RequestState.UNKNOWN);
        long waiting = unknown.stream().filter(PlannedRequest::waitsForPerson).count();
        long underWay = UNDER_WAY.stream().mapToLong(it -> PlannedRequest.in(db, it).size()).sum();
        return new Standing(
                count(db, Counting.ANSWERED),
                underWay + unknown.size() - waiting,
                waiting,
                TimerFacts.in(db, Counting.NAME).size(),
                Parked.in(db).size(),
                read(db));
    }

    static long count(Database db, Attribute<?> attribute) {
        var definition = db.attributeOrThrow(attribute.ident());
        Iterator<?> datoms = db.scan(IndexOrder.AEVT, Prefix.attribute(definition.id()));
        long count = 0;
        while (datoms.hasNext()) {
            datoms.next();
            count++;
        }
        return count;
    }

    private static long read(Database db) {
        String topic = "/" + Counting.INPUT.name() + "@";
        return db.query(POSITIONS) instanceof Collection<?> rows
                ? rows.stream()
                        .map(row -> (List<?>) row)
                        .filter(row -> String.valueOf(row.get(0)).contains(topic))
                        .mapToLong(row -> (Long) row.get(1) + 1)
                        .sum()
                : 0;
    }

    String text() {
        return answered + " " + open + " " + unknown + " " + timers + " " + parked + " " + read;
    }

    static Standing parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Standing(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }
}
