package dev.factum.machine.effect;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// Merges effects whose reads are known, and finds the lost update: two items that set the same
/// value which one of them had read.
final class StrictMerge {

    private record Setting(Sourced<Fact> fact, ReadSet reads) {}

    private StrictMerge() {}

    static <T> Effects of(
            Database db, List<T> items, BiFunction<Database, ? super T, Effects> decide) {
        Map<List<Object>, Setting> settings = new HashMap<>();
        var all = new ArrayList<Effects>();
        for (T item : items) {
            var recorder = new ReadSet.Recorder();
            Effects effects = decide.apply(db.tracked(recorder), item);
            all.add(effects);
            for (Fact fact : effects.facts()) {
                if (fact instanceof Fact.SetValue set) {
                    var setting = new Setting(new Sourced<>(fact, item), recorder.reads());
                    check(db.untracked(), set, settings, setting);
                }
            }
        }
        var decided = all.iterator();
        return Effects.merge(items, _ -> decided.next());
    }

    private static void check(
            Database db, Fact.SetValue set, Map<List<Object>, Setting> settings, Setting setting) {
        Setting earlier = settings.putIfAbsent(List.of(set.entity(), set.attribute()), setting);
        if (earlier != null && (hasRead(db, earlier, set) || hasRead(db, setting, set))) {
            throw Sourced.contradiction(
                    "Two items set a value that one of them had read; fold them instead",
                    earlier.fact(),
                    setting.fact());
        }
    }

    /// True if the decision would have been another one on another value of this attribute.
    private static boolean hasRead(Database db, Setting setting, Fact.SetValue set) {
        OptionalLong entity =
                set.entity() instanceof String ? OptionalLong.empty() : db.entid(set.entity());
        AttributeDefinition attribute = db.attribute(set.attribute());
        if (entity.isEmpty() || attribute == null) {
            return false;
        }
        long transaction = EntityId.ofTransaction(db.nextT());
        Datom datom = new Datom(entity.getAsLong(), attribute.id(), set.value(), transaction, true);
        return setting.reads().touchedBy(datom).isPresent();
    }
}
