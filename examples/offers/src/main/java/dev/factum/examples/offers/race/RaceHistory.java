package dev.factum.examples.offers.race;

import dev.factum.examples.offers.controllers.Outcome;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Database;
import dev.factum.facts.record.RecordMapping;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Races written down in the database they were run on, so that a later run finds them.
public final class RaceHistory {

    private static final Attribute<UUID> ID = Attribute.uuid("race/id").identity();
    private static final Attribute<Long> STEPS = Attribute.ref("race/steps").many().component();
    private static final RecordMapping<RaceRecord> RACE = RecordMapping.of(RaceRecord.class);
    private static final RecordMapping<StepRecord> STEP = RecordMapping.of(StepRecord.class);

    private final Connection connection;

    private RaceHistory(Connection connection) {
        this.connection = connection;
    }

    /// The history of a database; installs its attributes if they are not there.
    public static RaceHistory in(Connection connection) {
        connection.transact(
                List.of(
                        ID.declaration(),
                        STEPS.declaration(),
                        Attribute.string("race/strategy").declaration(),
                        Attribute.uuid("race/customer").declaration(),
                        Attribute.instant("race/ended-at").declaration(),
                        Attribute.longNumber("race/threads").declaration(),
                        Attribute.longNumber("race/accepted").declaration(),
                        Attribute.longNumber("race/at-end").declaration(),
                        Attribute.longNumber("race/most-visible").declaration(),
                        Attribute.longNumber("race/re-runs").declaration(),
                        Attribute.longNumber("race/millis").declaration(),
                        Attribute.longNumber("step/thread").declaration(),
                        Attribute.bool("step/accepted").declaration(),
                        Attribute.longNumber("step/inserted-at").declaration(),
                        Attribute.longNumber("step/checked-at").declaration(),
                        Attribute.longNumber("step/retracted-at").declaration()));
        return new RaceHistory(connection);
    }

    /// Writes a race down, with what every thread did.
    public RaceRecord remember(RaceResult result, Instant endedAt) {
        var race =
                new RaceRecord(
                        UUID.randomUUID(),
                        result.strategy().label(),
                        result.customer(),
                        endedAt,
                        result.outcomes().size(),
                        result.accepted(),
                        result.atEnd(),
                        result.mostVisible(),
                        result.reRuns(),
                        result.millis());
        Map<Keyword, Object> form = RACE.write(race);
        List<Object> steps = new ArrayList<>();
        for (int thread = 0; thread < result.outcomes().size(); thread++) {
            Outcome outcome = result.outcomes().get(thread);
            steps.add(
                    STEP.write(
                            new StepRecord(
                                    thread,
                                    outcome.accepted(),
                                    outcome.insertedAt(),
                                    outcome.checkedAt(),
                                    outcome.retractedAt())));
        }
        form.put(STEPS.ident(), steps);
        connection.transact(List.of(form));
        return race;
    }

    /// All races of this database, oldest first.
    public List<RaceRecord> races() {
        Object trees =
                connection
                        .db()
                        .query(
                                "[:find [(pull ?race pattern) ...] :in $ pattern :where [?race :race/id]]",
                                RACE.pattern());
        List<RaceRecord> races = new ArrayList<>();
        if (trees instanceof Collection<?> found) {
            found.forEach(tree -> races.add(RACE.read((Map<?, ?>) tree)));
        }
        races.sort(Comparator.comparing(RaceRecord::endedAt));
        return races;
    }

    /// What the threads of a race did, in the order in which their offers were written.
    public List<StepRecord> steps(RaceRecord race) {
        Database db = connection.db();
        Object trees =
                db.query(
                        """
                        [:find [(pull ?step pattern) ...] :in $ ?race pattern
                         :where [?race :race/steps ?step]]
                        """,
                        ID.is(race.id()),
                        STEP.pattern());
        List<StepRecord> steps = new ArrayList<>();
        if (trees instanceof Collection<?> found) {
            found.forEach(tree -> steps.add(STEP.read((Map<?, ?>) tree)));
        }
        steps.sort(Comparator.comparingLong(StepRecord::insertedAt));
        return steps;
    }
}
