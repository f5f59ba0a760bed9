package dev.factum.workload.effects;

/// Where a service stops, or says that it may be killed. Immutable.
sealed interface Trap {

    /// It stops for ever when it passes a point for the n-th time: what follows is never done.
    record At(KillPoint point, int times) implements Trap {}

    /// It says so when it has passed n points, whichever, and works on.
    record After(int points) implements Trap {}

    /// It is not disturbed.
    record Nowhere() implements Trap {}

    /// The trap as a word that [#parse] reads.
    default String text() {
        return switch (this) {
            case At(KillPoint point, int times) -> point + ":" + times;
            case After(int points) -> "*:" + points;
            case Nowhere() -> "-";
        };
    }

    static Trap parse(String text) {
        if (text.equals("-")) {
            return new Nowhere();
        }
        int colon = text.indexOf(':');
        String point = text.substring(0, colon);
        int number = Integer.parseInt(text.substring(colon + 1));
        return point.equals("*") ? new After(number) : new At(KillPoint.valueOf(point), number);
    }
}
