package dev.factum.facts.query;

import dev.factum.facts.datom.Datom;
import java.util.Map;

/// Checks the constants of a pattern that its access path does not answer for, and its repeated
/// variables.
final class DatomTest {

    private final DatomPattern pattern;
    private final Place[] places;
    private final Object[] values;

    DatomTest(DatomPattern pattern, Map<Place, Object> constants) {
        this.pattern = pattern;
        this.places = constants.keySet().toArray(Place[]::new);
        this.values = constants.values().toArray();
    }

    boolean accepts(Datom datom) {
        for (int index = 0; index < places.length; index++) {
            Object actual = places[index].of(datom);
            if (!values[index].equals(Keys.canonical(actual))) {
                return false;
            }
        }
        return pattern.agrees(datom);
    }
}
