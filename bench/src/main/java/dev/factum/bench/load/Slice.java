package dev.factum.bench.load;

import dev.factum.bench.measure.Turns;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a slice of time came to.
///
/// @param perSecond answers per second, all clients together
/// @param p50Millis the median of an answer's time
/// @param p99Millis the 99th percentile of an answer's time
/// @param cpuMillis what the process used of its processors, for each answer
public record Slice(double perSecond, double p50Millis, double p99Millis, double cpuMillis) {

    /// The median of each figure.
    static Slice median(List<Slice> slices) {
        return new Slice(
                median(slices, Slice::perSecond),
                median(slices, Slice::p50Millis),
                median(slices, Slice::p99Millis),
                median(slices, Slice::cpuMillis));
    }

    private static double median(List<Slice> slices, ToDoubleFunction<Slice> figure) {
        return Turns.median(slices.stream().map(figure::applyAsDouble).toList());
    }
}
