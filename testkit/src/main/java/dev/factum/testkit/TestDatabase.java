package dev.factum.testkit;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.run.Machine;
import java.util.List;

/// Databases in memory, made in microseconds: values for the tests of handlers.
///
/// ```java
/// Database db = TestDatabase.with(List.of(CARD_ID, CARD_STATUS),
///         Fact.entity().with(CARD_ID, id).with(CARD_STATUS, ACTIVE));
/// ```
///
/// Ids and instants are the same on every run. The attributes of the machine are installed.
public final class TestDatabase {

    private TestDatabase() {}

    /// A database with this schema and these facts.
    public static Database with(List<Attribute<?>> schema, Fact... facts) {
        return with(Functions.none(), schema, facts);
    }

    /// A database with this schema and these facts, whose queries and transactions may call
    /// functions.
    public static Database with(Functions functions, List<Attribute<?>> schema, Fact... facts) {
        List<?> declarations = schema.stream().map(Attribute::declaration).toList();
        Database declared =
                StandardEngine.emptyDatabase(functions)
                        .with(Machine.schema())
                        .dbAfter()
                        .with(declarations)
                        .dbAfter();
        return facts.length == 0 ? declared : after(declared, Effects.facts(facts));
    }

    /// A database with a schema and facts given as EDN transaction data.
    public static Database of(String schema, String facts) {
        Database empty = StandardEngine.emptyDatabase(Functions.none());
        Database installed = empty.with(Machine.schema()).dbAfter();
        return after(after(installed, Effects.facts(schema)), Effects.facts(facts));
    }

    /// The database after the facts of some effects.
    public static Database after(Database db, Effects effects) {
        return db.with(effects.txData(db)).dbAfter();
    }
}
