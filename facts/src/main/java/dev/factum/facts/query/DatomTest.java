package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import java.util.Map;

/// Checks the constants of a pattern that its access path does not answer for, and its repeated
/// variables.
final class DatomTest {

    private final DatomPattern pattern;
    private final Place[] places;
    private final Object[] values;
    private final boolean repeats;

    DatomTest(DatomPattern pattern, Map<Place, Object> constants) {
        this.pattern = pattern;
        this.places = constants.keySet().toArray(Place[]::new);
        this.values = constants.values().toArray();
        this.repeats = pattern.repeatsVariables();
    }

    boolean accepts(Datom datom) {
        for (int index = 0; index < places.length; index++) {
            Object actual = places[index] == Place.VALUE ? datom.v() : places[index].of(datom);
            if (!values[index].equals(Keys.canonical(actual))) {
                return false;
            }
        }
        return !repeats || pattern.agrees(datom);
    }
}
