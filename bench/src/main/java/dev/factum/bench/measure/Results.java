package dev.factum.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a comparison found: ratios (how many times faster than the peer), the figures behind them,
/// and notes. Not thread-safe.
public final class Results {

    private final String name;
    private final Consumer<String> out;
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();

    public Results(String name, Consumer<String> out) {
        this.name = name;
        this.out = out;
    }

    /// Says how far a run has come.
    public void progress(String line) {
        out.accept(line);
    }

    /// How many times faster than the peer; above 1 is faster.
    public void ratio(String what, double timesFaster) {
        ratios.put(what, rounded(timesFaster));
    }

    /// The geometric mean of some ratios, as a ratio of its own.
    public void mean(String what, List<String> of) {
        double logarithms =
                of.stream().mapToDouble(each -> Math.log(ratios.getOrDefault(each, 1.0))).sum();
        ratio(what, Math.exp(logarithms / of.size()));
    }

    /// A measured figure, its unit in its name.
    public void figure(String what, double value) {
        figures.put(what, rounded(value));
    }

    /// A sentence about the run.
    public void note(String what, String text) {
        notes.put(what, text);
    }

    /// A figure that must be reached, and what was measured.
    public void atLeast(String goal, double must, double measured) {
        goals.add(new Goal(goal, must, true, measured));
    }

    /// A figure that must not be exceeded, and what was measured.
    public void atMost(String goal, double must, double measured) {
        goals.add(new Goal(goal, must, false, measured));
    }

    /// The figure that was handed over under this name, or NaN.
    public double figure(String what) {
        return figures.get(what) instanceof Double value ? value : Double.NaN;
    }

    /// The ratio that was handed over under this name, or NaN.
    public double ratio(String what) {
        return ratios.getOrDefault(what, Double.NaN);
    }

    static String shown(double value) {
        double rounded = rounded(value);
        return rounded >= 1_000 ? "%,.0f".formatted(rounded) : String.valueOf(rounded);
    }

    private static double rounded(double value) {
        if (Double.isNaN(value)) {
            return value;
        }
        double scale = Math.pow(10, 3 - Math.ceil(Math.log10(Math.max(1e-9, Math.abs(value)))));
        return Math.round(value * scale) / scale;
    }

    /// Shows everything.
    public void print() {
        out.accept("");
        figures.forEach((what, value) -> out.accept("%-44s %s".formatted(what, value)));
        out.accept("");
        ratios.forEach((what, value) -> out.accept("%-44s %s x".formatted(what, value)));
        notes.forEach((what, text) -> out.accept("%-44s %s".formatted(what, text)));
        out.accept("");
        goals.forEach(goal -> out.accept(goal.line()));
    }

    /// Writes everything to `NAME.json` in a directory.
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("comparison", name);
        json.put("java", Runtime.version().toString());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("ratios", ratios);
        json.putAll(figures);
        json.put("goals", goals.stream().map(Goal::line).toList());
        json.put("notes", notes);
        Path file = directory.resolve(name + ".json");
        Files.writeString(
                file,
                JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(json)
                        + "\n");
        return file;
    }
}
