package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A note that a handler is about to begin with a message: who finds it in a later life knows that
/// the process died while the message was being decided. Immutable.
///
/// Written only in a life after one that died. The decision of the message, and its parking, take
/// it away.
///
/// @param times in how many lives it was begun with
/// @param life the last of them
record Begun(Claim claim, long times, long life) {

    private static final Attribute<String> CLAIM =
            Attribute.string("factum.begun/claim")
                    .identity()
                    .doc("Machine, handler and message of a decision that is being made");
    private static final Attribute<Long> TIMES = Attribute.longNumber("factum.begun/times");
    private static final Attribute<Long> LIFE = Attribute.longNumber("factum.begun/life");

    static List<Attribute<?>> schema() {
        return List.of(CLAIM, TIMES, LIFE);
    }

    static Begun in(Database db, Claim claim) {
        Optional<Entity> known = entity(db, claim);
        return new Begun(
                claim,
                known.flatMap(entity -> entity.get(TIMES)).orElse(0L),
                known.flatMap(entity -> entity.get(LIFE)).orElse(0L));
    }

    private static Optional<Entity> entity(Database db, Claim claim) {
        return db.schema().attribute(CLAIM.ident()) == null
                ? Optional.empty()
                : db.entity(CLAIM.is(claim.text()));
    }

    /// The transaction data of a life that begins with it.
    List<Map<Keyword, Object>> again(long present) {
        return List.of(
                Map.of(
                        CLAIM.ident(),
                        claim.text(),
                        TIMES.ident(),
                        times + 1,
                        LIFE.ident(),
                        present));
    }

    /// The transaction data that takes the note away; none if there is none.
    static List<Object> released(Database db, Claim claim) {
        return entity(db, claim)
                .map(begun -> List.<Object>of(List.of(Keyword.of("db/retractEntity"), begun.id())))
                .orElse(List.of());
    }

    /// Why it is not begun with any more.
    FactumError killer() {
        return FactumError.of(
                        MachineErrorCode.KILLER,
                        "The process has died again and again while this message was decided")
                .with("deaths", times);
    }
}
