package dev.factum.bench.transact;

import dev.factum.bench.measure.Results;
import dev.factum.bench.measure.Turns;
import dev.factum.bench.people.PeopleData;
import dev.factum.bench.people.PeopleData.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// 20,000 people into an empty database, one fact, one person or all at a time, and out again; by
/// one caller who waits for each answer. Every attribute is kept by value.
final class Loads {

    private static final List<Person> PEOPLE = PeopleData.people(20_000);
    private static final String ID = "p";

    private Loads() {}

    static void compare(Results results) {
        compare(results, "add-1", 6, Loads::one);
        compare(results, "add-5", 4, Loads::five);
        compare(results, "add-all", 6, Loads::all);
        compare(results, "retract-5", 6, Loads::retract);
    }

    /// A way to load: gets an empty database ready, and answers what is to be measured.
    @FunctionalInterface
    private interface Load {
        Callable<?> ready(FactStore store);
    }

    private static void compare(Results results, String name, double must, Load load) {
        Turns.Pair pair =
                Turns.ofPrepared(
                        () -> once(FactumStore::new, load), () -> once(DatomicStore::new, load));
        results.progress(
                "%-12s %9.1f ms, Datomic %9.1f ms: %.1f x"
                        .formatted(name, pair.ours(), pair.theirs(), pair.timesFaster()));
        results.figure(name + " ms", pair.ours());
        results.figure(name + " Datomic ms", pair.theirs());
        results.ratio(name, pair.timesFaster());
        results.atLeast("G11 " + name + " / Datomic, by value", must, pair.timesFaster());
    }

    private static Callable<?> once(Supplier<FactStore> opened, Load load) {
        FactStore store = opened.get();
        store.transact(PeopleData.schemaByValue());
        Callable<?> ready = load.ready(store);
        return () -> {
            Object answer = ready.call();
            store.close();
            return answer;
        };
    }

    private static Callable<?> one(FactStore store) {
        Object add = store.keyword("db/add");
        List<Map<Object, Object>> forms = forms(store);
        return () -> {
            for (Map<Object, Object> form : forms) {
                Object entity = ID;
                for (Map.Entry<Object, Object> fact : form.entrySet()) {
                    List<?> forOne = List.of(add, entity, fact.getKey(), fact.getValue());
                    boolean isNew = entity.equals(ID);
                    Map<String, Long> ids =
                            store.transact(List.of(forOne), isNew ? List.of(ID) : List.of());
                    entity = isNew ? Objects.requireNonNull(ids.get(ID)) : entity;
                }
            }
            return store;
        };
    }

    private static Callable<?> five(FactStore store) {
        List<Map<Object, Object>> forms = forms(store);
        return () -> {
            for (Map<Object, Object> form : forms) {
                store.transact(List.of(form), List.of());
            }
            return store;
        };
    }

    private static Callable<?> all(FactStore store) {
        List<Map<Object, Object>> forms = forms(store);
        return () -> {
            store.transact(forms, List.of());
            return store;
        };
    }

    private static Callable<?> retract(FactStore store) {
        Object dbId = store.keyword("db/id");
        Object retractEntity = store.keyword("db/retractEntity");
        List<Object> named = new ArrayList<>();
        List<String> tempids = new ArrayList<>();
        for (Map<Object, Object> form : forms(store)) {
            String tempid = ID + tempids.size();
            form.put(dbId, tempid);
            named.add(form);
            tempids.add(tempid);
        }
        Map<String, Long> ids = store.transact(named, tempids);
        return () -> {
            for (String tempid : tempids) {
                Long entity = Objects.requireNonNull(ids.get(tempid));
                store.transact(List.of(List.of(retractEntity, entity)), List.of());
            }
            return store;
        };
    }

    private static List<Map<Object, Object>> forms(FactStore store) {
        return PEOPLE.stream().map(person -> PeopleData.facts(person, store::keyword)).toList();
    }
}
