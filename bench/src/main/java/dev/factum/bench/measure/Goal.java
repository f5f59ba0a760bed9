package dev.factum.bench.measure;

/// A figure that is asked for, and what was measured.
///
/// @param name the figure's, such as `G12 tx/s, 16 clients`
/// @param least true if the measured figure must not be less than `must`, false if not more
record Goal(String name, double must, boolean least, double measured) {

    boolean isMet() {
        return least ? measured >= must : measured <= must;
    }

    String line() {
        return "%-52s must %s %-10s measured %-10s %s"
                .formatted(
                        name,
                        least ? ">=" : "<=",
                        Results.shown(must),
                        Results.shown(measured),
                        isMet() ? "met" : "missed");
    }
}
