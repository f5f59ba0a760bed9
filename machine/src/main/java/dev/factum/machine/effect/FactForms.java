package dev.factum.machine.effect;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.index.IndexOrder;
import dev.factum.facts.index.Prefix;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Facts as transaction data and back.
final class FactForms {

    static final Keyword DB_ID = Keyword.of("db/id");
    static final Keyword CARDINALITY = Keyword.of("db/cardinality");
    static final Keyword MANY = Keyword.of("db.cardinality/many");

    private static final Keyword ADD = Keyword.of("db/add");
    private static final Keyword RETRACT = Keyword.of("db/retract");
    private static final Keyword RETRACT_ENTITY = Keyword.of("db/retractEntity");
    private static final Keyword CAS = Keyword.of("db/cas");
    private static final Keyword INCREMENT = Keyword.of("factum/inc");

    private FactForms() {}

    static Object form(Fact fact) {
        return switch (fact) {
            case Fact.SetValue(var e, var a, var v) -> List.of(ADD, e, a, v);
            case Fact.AddValue(var e, var a, var v) -> List.of(ADD, e, a, v);
            case Fact.RetractValue(var e, var a, var v) -> List.of(RETRACT, e, a, v);
            case Fact.RetractEntity(var e) -> List.of(RETRACT_ENTITY, e);
            case Fact.CompareAndSet(var e, var a, var old, var v) ->
                    Arrays.asList(CAS, e, a, old, v);
            case Fact.Increment(var e, var a, var by) -> List.of(INCREMENT, e, a, by);
            case Fact.EntityMap(var form) -> form;
            case Fact.Call(var function, var arguments) -> {
                var form = new java.util.ArrayList<Object>(arguments.size() + 1);
                form.add(function);
                form.addAll(arguments);
                yield form;
            }
        };
    }

    /// An increment as the assertion of its sum.
    static Object expanded(Fact.Increment increment, Database before) {
        var attribute = before.attributeOrThrow(increment.attribute());
        OptionalLong entity =
                increment.entity() instanceof String
                        ? OptionalLong.empty()
                        : before.entid(increment.entity());
        long present = 0;
        if (entity.isPresent()) {
            var datom =
                    before.first(
                            IndexOrder.EAVT,
                            Prefix.entityAttribute(entity.getAsLong(), attribute.id()));
            present = datom == null ? 0 : (Long) datom.v();
        }
        return List.of(
                ADD,
                increment.entity(),
                increment.attribute(),
                Math.addExact(present, increment.by()));
    }

    static Fact read(Object form) {
        return switch (form) {
            case Map<?, ?> map -> entityMap(map);
            case List<?> list when !list.isEmpty() -> statement(list);
            default -> throw refused(form);
        };
    }

    private static Fact entityMap(Map<?, ?> map) {
        var form = new LinkedHashMap<Keyword, Object>();
        map.forEach((name, value) -> {
            if (!(name instanceof Keyword keyword) || value == null) {
                throw refused(map);
            }
            form.put(keyword, value);
        });
        return new Fact.EntityMap(form);
    }

    private static Fact statement(List<?> list) {
        Object operator = list.getFirst();
        if (operator instanceof Symbol function) {
            return new Fact.Call(function, List.copyOf(list.subList(1, list.size())));
        }
        if (!(list.size() >= 3 && list.get(2) instanceof Keyword a)) {
            if (list.size() == 2 && isOneOf(operator, RETRACT_ENTITY, "db.fn/retractEntity")) {
                return new Fact.RetractEntity(list.get(1));
            }
            throw refused(list);
        }
        if (list.size() == 4 && ADD.equals(operator)) {
            return new Fact.AddValue(list.get(1), a, list.get(3));
        }
        if (list.size() == 4 && RETRACT.equals(operator)) {
            return new Fact.RetractValue(list.get(1), a, list.get(3));
        }
        if (list.size() == 5 && isOneOf(operator, CAS, "db.fn/cas")) {
            return new Fact.CompareAndSet(list.get(1), a, list.get(3), list.get(4));
        }
        throw refused(list);
    }

    private static boolean isOneOf(Object operator, Keyword name, String older) {
        return name.equals(operator) || Keyword.of(older).equals(operator);
    }

    private static FactumError refused(Object form) {
        return FactumError.of(DbErrorCode.INVALID_TX_DATA, "These effects hold what is no fact")
                .form(form);
    }
}
