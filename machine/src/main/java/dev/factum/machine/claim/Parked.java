package dev.factum.machine.claim;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.schema.Attribute;
import dev.factum.facts.schema.AttributeDefinition;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that a handler could not decide: nothing of it was committed, nothing was sent.
///
/// It is kept as facts while it waits; the decision of the message, however that comes about, takes
/// them away, and the history keeps them. Immutable.
///
/// @param entity its entity in the database it was read from
/// @param kind why, roughly
/// @param code what went wrong, such as `:factum.machine/handler-failed`
/// @param reason the same for people
/// @param version that of the code that could not decide it
/// @param basis the t of the database that the handler saw
/// @param reads what it looked at there: when that changes, it is tried again
/// @param runs how often it was tried
/// @param wantedBy who wants it to be tried again, or empty
public record Parked(
        long entity,
        String machine,
        String handler,
        Message message,
        ParkedClass kind,
        String code,
        String reason,
        String version,
        long basis,
        ReadSet reads,
        long runs,
        Optional<String> wantedBy) {

    private static final Attribute<String> CLAIM =
            Attribute.string("factum.parked/claim")
                    .identity()
                    .doc("Machine, handler and message of a message that could not be decided");
    private static final Attribute<String> LANE =
            Attribute.string("factum.parked/lane").indexed().doc("Machine, handler and key");
    private static final Attribute<String> MACHINE = Attribute.string("factum.parked/machine");
    private static final Attribute<String> HANDLER = Attribute.string("factum.parked/handler");
    private static final Attribute<String> MESSAGE = Attribute.string("factum.parked/message");
    private static final Attribute<Keyword> KIND = Attribute.keyword("factum.parked/class");
    private static final Attribute<String> CODE = Attribute.string("factum.parked/code");
    private static final Attribute<String> REASON = Attribute.string("factum.parked/reason");
    private static final Attribute<String> VERSION = Attribute.string("factum.parked/version");
    private static final Attribute<Long> BASIS = Attribute.longNumber("factum.parked/basis");
    private static final Attribute<String> READS = Attribute.string("factum.parked/reads");
    private static final Attribute<Long> RUNS = Attribute.longNumber("factum.parked/runs");
    private static final Attribute<String> WANTED_BY = Attribute.string("factum.parked/wanted-by");
    private static final String NAMESPACE = "factum.parked";

    /// What the machine installs to keep parked messages.
    public static List<Attribute<?>> schema() {
        return List.of(
                CLAIM, LANE, MACHINE, HANDLER, MESSAGE, KIND, CODE, REASON, VERSION, BASIS, READS,
                RUNS, WANTED_BY);
    }

    // ---- parking

    /// The transaction data that parks a message, or parks it again with what went wrong now.
    ///
    /// @param db where it may be parked already
    static List<Object> txData(
            Database db,
            String machine,
            String handler,
            Message message,
            FactumError error,
            Attempt attempt) {
        Claim claim = Claim.of(machine, handler, message);
        Optional<Entity> present = entity(db, claim);
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(CLAIM.ident(), claim.text());
        form.put(LANE.ident(), lane(machine, handler, message));
        form.put(MACHINE.ident(), machine);
        form.put(HANDLER.ident(), handler);
        form.put(MESSAGE.ident(), Edn.print(message.form()));
        form.put(KIND.ident(), ParkedClass.of(error.code()).ident());
        form.put(CODE.ident(), error.code().code());
        form.put(REASON.ident(), error.getMessage());
        form.put(VERSION.ident(), attempt.version());
        form.put(BASIS.ident(), attempt.basis());
        form.put(READS.ident(), ReadsForm.print(attempt.reads()));
        form.put(RUNS.ident(), 1 + present.flatMap(each -> each.get(RUNS)).orElse(0L));
        var txData = new ArrayList<Object>(List.of(form));
        present.ifPresent(entity -> txData.addAll(unwanted(entity)));
        txData.addAll(Begun.released(db, claim));
        return txData;
    }

    /// What was tried in vain.
    record Attempt(String version, long basis, ReadSet reads) {}

    private static List<Object> unwanted(Entity parked) {
        return parked.get(WANTED_BY)
                .map(who ->
                        List.<Object>of(
                                List.of(
                                        Keyword.of("db/retract"),
                                        parked.id(),
                                        WANTED_BY.ident(),
                                        who)))
                .orElse(List.of());
    }

    /// The transaction data that ends the parking of a message; none if it is not parked.
    static List<Object> released(Database db, Claim claim) {
        return entity(db, claim)
                .map(parked ->
                        List.<Object>of(List.of(Keyword.of("db/retractEntity"), parked.id())))
                .orElse(List.of());
    }

    /// The message that has to be decided before this one: the first of its key that is parked for
    /// the handler, unless that is this one.
    static Optional<Parked> ahead(Database db, String machine, String handler, Message message) {
        return firstOf(db, lane(machine, handler, message))
                .filter(first -> !first.message().identity().equals(message.identity()));
    }

    private static Optional<Parked> firstOf(Database db, String lane) {
        AttributeDefinition attribute = db.schema().attribute(LANE.ident());
        if (attribute == null) {
            return Optional.empty();
        }
        Datom first = db.first(IndexOrder.AVET, Prefix.attributeValue(attribute.id(), lane));
        return first == null ? Optional.empty() : db.entity(first.e()).map(Parked::read);
    }

    private static String lane(String machine, String handler, Message message) {
        return machine + "/" + handler + "/" + message.key();
    }

    // ---- looking

    /// The messages that machines have parked in this database, the first one first.
    public static List<Parked> in(Database db) {
        AttributeDefinition claim = db.schema().attribute(CLAIM.ident());
        var parked = new ArrayList<Parked>();
        if (claim != null) {
            Iterator<Datom> found = db.scan(IndexOrder.AEVT, Prefix.attribute(claim.id()));
            found.forEachRemaining(
                    datom -> parked.add(db.entity(datom.e()).map(Parked::read).orElseThrow()));
        }
        return parked;
    }

    /// The message parked under a claim.
    public static Optional<Parked> of(Database db, Claim claim) {
        return entity(db, claim).map(Parked::read);
    }

    /// The parked message of the same key and handler that is to be decided next.
    public Optional<Parked> nextInLane(Database db) {
        return firstOf(db, lane(machine, handler, message));
    }

    private static Optional<Entity> entity(Database db, Claim claim) {
        return db.schema().attribute(CLAIM.ident()) == null
                ? Optional.empty()
                : db.entity(CLAIM.is(claim.text()));
    }

    private static Parked read(Entity entity) {
        Object form = Objects.requireNonNull(Edn.read(entity.get(MESSAGE).orElseThrow()));
        return new Parked(
                entity.id(),
                entity.get(MACHINE).orElseThrow(),
                entity.get(HANDLER).orElseThrow(),
                Message.ofForm((Map<?, ?>) form),
                ParkedClass.of(entity.get(KIND).orElseThrow()),
                entity.get(CODE).orElseThrow(),
                entity.get(REASON).orElseThrow(),
                entity.get(VERSION).orElseThrow(),
                entity.get(BASIS).orElseThrow(),
                ReadsForm.read(entity.get(READS).orElseThrow()),
                entity.get(RUNS).orElseThrow(),
                entity.get(WANTED_BY));
    }

    /// The claim that it waits for.
    public Claim claim() {
        return Claim.of(machine, handler, message);
    }

    /// True if another version of the code could not decide it than this one.
    public boolean isStale(String present) {
        return !version.equals(present);
    }

    /// True if a transaction changes what it had read. What is said of parked messages does not
    /// count.
    public boolean isTouchedBy(Database db, List<Datom> datoms) {
        return !reads.isEmpty()
                && datoms.stream()
                        .anyMatch(datom ->
                                !isOurs(db.schema().attribute(datom.a()))
                                        && reads.touchedBy(datom).isPresent());
    }

    // ---- what people do with it

    /// The transaction data by which somebody wants it to be tried again.
    public Map<Keyword, Object> wanted(String who) {
        return Map.of(CLAIM.ident(), claim().text(), WANTED_BY.ident(), who);
    }

    /// The transaction data that gives it another content, and wants it to be tried again.
    ///
    /// @param edited under another id, so that it is another message
    public List<Object> edited(Database db, Message edited, String who) {
        var form = new LinkedHashMap<Keyword, Object>();
        form.put(Keyword.of("db/id"), entity(db, claim()).orElseThrow().id());
        form.put(CLAIM.ident(), Claim.of(machine, handler, edited).text());
        form.put(MESSAGE.ident(), Edn.print(edited.form()));
        form.put(WANTED_BY.ident(), who);
        return List.of(form);
    }

    /// The transaction data that takes it away.
    public List<Object> discarded(Database db) {
        return released(db, claim());
    }

    /// True if a transaction changes something about parked messages.
    public static boolean areTouchedBy(Database db, List<Datom> datoms) {
        return datoms.stream().anyMatch(datom -> isOurs(db.schema().attribute(datom.a())));
    }

    private static boolean isOurs(@Nullable AttributeDefinition attribute) {
        return attribute != null
                && attribute.ident() != null
                && NAMESPACE.equals(attribute.ident().namespace());
    }
}
