package dev.factum.conformance.differential;

import dev.factum.conformance.differential.RandomSchema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Transaction data of every form, right and wrong ones. Tempids bear the number of their
/// transaction, so that a name stands for one entity only.
final class RandomTransactions {

    private static final Keyword ID = Keyword.of("db/id");
    private static final Keyword AGE = Keyword.of("g/age");
    private static final Keyword SHELF = Keyword.of("g/shelf");

    private final Dice dice;
    private final RandomSchema schema;

    /// The tempids of the transactions so far.
    private final Set<String> made = new LinkedHashSet<>();

    /// Those of the transaction that is being made.
    private final Set<String> fresh = new LinkedHashSet<>();

    private int number;
    private boolean statesInstants;

    RandomTransactions(Dice dice, RandomSchema schema) {
        this.dice = dice;
        this.schema = schema;
    }

    /// Entities that later transactions and questions can name.
    List<Symbol> named() {
        return made.stream().map(name -> new Symbol("e", name)).toList();
    }

    /// True if two transactions may be at one instant, of which Datomic takes the first to be what
    /// was known then.
    boolean statesInstants() {
        return statesInstants;
    }

    int count() {
        return number;
    }

    /// The first transaction: some entities that know each other.
    List<Object> beginning() {
        List<Object> forms = new ArrayList<>();
        int entities = dice.between(3, 6);
        for (int entity = 0; entity < entities; entity++) {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put(ID, tempid(entity));
            map.put(Keyword.of("g/id"), "i" + entity);
            for (int more = dice.between(2, 7); more > 0; more--) {
                Attribute attribute = dice.of(schema.writable());
                if (!attribute.unique()) {
                    map.put(
                            attribute.name(),
                            attribute.isReference()
                                    ? tempid(dice.below(entities))
                                    : schema.value(attribute));
                }
            }
            forms.add(map);
        }
        end(true);
        return forms;
    }

    /// Any transaction.
    ///
    /// @param isKept false if it is speculation, whose entities are soon forgotten
    List<Object> next(boolean isKept) {
        List<Object> forms = new ArrayList<>();
        for (int more = dice.between(1, 4); more > 0; more--) {
            forms.add(form());
        }
        if (dice.once(8)) {
            forms.add(aboutItself());
        }
        if (dice.once(10)) {
            forms.add(instant());
        }
        if (schema.isGuarded() && !fresh.isEmpty() && dice.once(3)) {
            Object tempid = dice.of(List.copyOf(fresh));
            forms.add(Map.of(Keyword.of("db/force-partition"), Map.of(tempid, SHELF)));
        }
        end(isKept);
        return forms;
    }

    /// A change of the schema, and nothing beside it that could be refused.
    List<Object> alteration() {
        Object form = dice.once(6) ? schema.misplaced(entity()) : schema.alteration();
        end(true);
        return List.of(form);
    }

    /// A request to forget an entity, some of its attributes, or what was said of it at first.
    /// Nothing later names the request: it cannot be changed.
    List<Object> excision() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(ID, tempid(0));
        map.put(Keyword.of("db/excise"), knownById());
        if (dice.once(2)) {
            map.put(
                    Keyword.of("db.excise/attrs"),
                    List.of(dice.of(schema.writable()).name(), dice.of(schema.writable()).name()));
        }
        if (dice.once(2)) {
            map.put(Keyword.of("db.excise/before"), Dated.day(dice.below(number)));
        }
        end(false);
        return List.of(map);
    }

    /// When the transaction is, or cannot be.
    private Object instant() {
        Instant day = Dated.day(number);
        statesInstants = true;
        Object transaction = dice.once(6) ? new Symbol("tx", "n0") : "datomic.tx";
        Instant instant =
                dice.of(
                        day,
                        day.plusSeconds(dice.below(3600)),
                        Dated.day(number - 1),
                        Dated.BEGINNING.minusSeconds(1),
                        Instant.parse("2999-01-01T00:00:00Z"));
        return list("db/add", transaction, Keyword.of("db/txInstant"), instant);
    }

    private void end(boolean isKept) {
        if (isKept) {
            made.addAll(fresh);
        }
        fresh.clear();
        number++;
    }

    private String tempid(int entity) {
        String tempid = "t" + number + "-" + entity;
        fresh.add(tempid);
        return tempid;
    }

    private Object form() {
        Attribute attribute = dice.of(schema.writable());
        return switch (dice.below(15)) {
            case 0, 1, 2 -> list("db/add", entity(), name(attribute), value(attribute, 0));
            case 3, 4 -> list("db/retract", known(), name(attribute), value(attribute, 0));
            case 5 -> list("db/retract", known(), name(attribute));
            case 6 -> list("db/retractEntity", known());
            case 7 -> cas();
            case 8 -> dice.once(4) ? wrong() : map(0);
            case 9 -> function();
            default -> map(0);
        };
    }

    private Object aboutItself() {
        return switch (dice.below(3)) {
            case 0 -> list("db/add", "datomic.tx", Keyword.of("g/word"), dice.of("a", "b"));
            case 1 ->
                    Map.of(
                            ID,
                            "datomic.tx",
                            Keyword.of("g/rank"),
                            (long) dice.below(5),
                            Keyword.of("g/link"),
                            known());
            default -> list("db/add", known(), Keyword.of("g/link"), "datomic.tx");
        };
    }

    private static List<@Nullable Object> list(String operation, @Nullable Object... rest) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(Keyword.of(operation));
        list.addAll(Arrays.asList(rest));
        return list;
    }

    private Object name(Attribute attribute) {
        return dice.once(20) ? ":" + attribute.name().toString().substring(1) : attribute.name();
    }

    /// Bytes are equal to nothing in Datomic.
    private List<@Nullable Object> cas() {
        Attribute attribute =
                dice.of(
                        schema.writable().stream()
                                .filter(each -> !each.type().equals("bytes"))
                                .toList());
        Object before =
                dice.once(4) ? null : attribute.isReference() ? known() : schema.value(attribute);
        return list(
                dice.once(3) ? "db.fn/cas" : "db/cas",
                knownById(),
                attribute.name(),
                before instanceof List<?> ? null : before,
                attribute.isReference() ? known() : schema.value(attribute));
    }

    /// A call of a function that both systems have: see `corpus/FORMAT.md`.
    private List<@Nullable Object> function() {
        Attribute attribute = dice.of(schema.writable());
        List<@Nullable Object> call = new ArrayList<>();
        String name = dice.of("add-amount", "add-twice", "nothing", "nested-call", "refuse");
        call.add(new Symbol("corpus.fn", name));
        switch (name) {
            case "add-amount", "nested-call" ->
                    call.addAll(List.of(known(), AGE, (long) dice.between(-2, 3)));
            case "add-twice" ->
                    call.addAll(
                            List.of(
                                    entity(),
                                    attribute.name(),
                                    value(attribute, 2),
                                    value(attribute, 2)));
            default -> {
                // nothing is given to it
            }
        }
        return call;
    }

    /// A mistake of each kind.
    private Object wrong() {
        return switch (dice.below(11)) {
            case 0 -> list("db/add", entity(), Keyword.of("g/nothing"), 1L);
            case 1 -> list("db/add", entity(), Keyword.of("g/age"), "text");
            case 2 -> list("db/add", entity(), Keyword.of("g/word"), 1L);
            case 3 -> list("db/add", entity(), Keyword.of("g/word"), (Object) null);
            case 4 ->
                    list("db/add", List.of(Keyword.of("g/id"), "nobody"), Keyword.of("g/age"), 1L);
            case 5 -> list("db/add", List.of(Keyword.of("g/word"), "a"), Keyword.of("g/age"), 1L);
            case 6 -> list("db/add", entity(), Keyword.of("g/next"), "used-only-here");
            case 7 -> list("g/nofunction", 1L);
            case 8 -> 42L;
            case 9 ->
                    Map.of(ID, knownById(), Keyword.of("g/next"), Map.of(Keyword.of("g/age"), 3L));
            default -> list("db/add", Keyword.of("no/ident"), Keyword.of("g/age"), 1L);
        };
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (schema.isGuarded() && dice.once(3)) {
            map.put(Keyword.of("db/ensure"), Keyword.of("g", dice.once(5) ? "never" : "whole"));
        }
        map.put(
                ID,
                depth > 0 && dice.once(2) ? tempid(2 + depth) : depth > 0 ? knownById() : entity());
        for (int more = dice.between(1, 3); more > 0; more--) {
            Attribute attribute = dice.of(schema.writable());
            if (attribute.isReference() && dice.once(6)) {
                Keyword reverse =
                        new Keyword(attribute.name().namespace(), "_" + attribute.name().name());
                map.put(reverse, known());
            } else if (attribute.many() && dice.once(2)) {
                map.put(
                        attribute.name(),
                        List.of(value(attribute, depth), value(attribute, depth)));
            } else {
                map.put(attribute.name(), value(attribute, depth));
            }
        }
        return map;
    }

    private Object value(Attribute attribute, int depth) {
        if (!attribute.isReference()) {
            return schema.value(attribute);
        }
        return depth < 2 && dice.once(6) ? map(depth + 1) : entity();
    }

    /// A new entity or one that is there.
    private Object entity() {
        return dice.once(2) ? tempid(dice.below(3)) : known();
    }

    private Object known() {
        return dice.once(5) ? List.of(Keyword.of("g/id"), "i" + dice.below(5)) : knownById();
    }

    private Object knownById() {
        return dice.of(named());
    }
}
