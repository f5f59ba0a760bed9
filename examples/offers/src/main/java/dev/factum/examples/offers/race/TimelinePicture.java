package dev.factum.examples.offers.race;

import java.util.List;
import java.util.Locale;

/// The article's time lines, drawn from what the database remembers: one line per thread,
/// transactions from left to right; blue where its offer was written, yellow the database on which
/// it checked, red where it took its offer back.
public final class TimelinePicture {

    private static final int LEFT = 60;
    private static final int WIDTH = 900;
    private static final int LANE = 12;
    private static final String BLUE = "#2563eb";
    private static final String YELLOW = "#eab308";
    private static final String RED = "#dc2626";

    private TimelinePicture() {}

    /// One panel of the page.
    ///
    /// @param title what it shows, as plain text
    public record Panel(String title, RaceRecord race, List<StepRecord> steps) {
        public Panel {
            steps = List.copyOf(steps);
        }
    }

    /// A whole HTML page with one drawing per panel; it needs nothing from anywhere else.
    public static String page(List<Panel> panels) {
        var page = new StringBuilder();
        page.append(
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Insert, check, take back</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1000px; color: #1f2937 }
                h2 { margin: 2rem 0 .2rem } p { margin: .2rem 0 } svg { display: block; margin-top: .6rem }
                .key b { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin: 0 .3em 0 1em }
                </style></head><body>
                <h1>Insert, check, take back</h1>
                <p>Every line is a thread that offers a loan to the same customer; the axis is the transactions, in their
                order. Drawn from the transactions that the database remembers.</p>
                """);
        page.append("<p class=\"key\"><b style=\"background:")
                .append(BLUE)
                .append("\"></b>offer written");
        page.append("<b style=\"background:")
                .append(YELLOW)
                .append("\"></b>database on which it checked");
        page.append("<b style=\"background:").append(RED).append("\"></b>offer taken back</p>\n");
        panels.forEach(panel -> append(page, panel));
        return page.append("</body></html>\n").toString();
    }

    private static void append(StringBuilder page, Panel panel) {
        RaceRecord race = panel.race();
        page.append("<h2>").append(escaped(panel.title())).append("</h2>\n<p>");
        page.append(
                String.format(
                        Locale.ROOT,
                        "%d threads; %d offers left at the end; %d visible at once at the most.</p>%n",
                        race.threads(),
                        race.atEnd(),
                        race.mostVisible()));
        List<StepRecord> steps = panel.steps();
        var scale = Scale.of(steps);
        int height = LANE * steps.size() + 40;
        page.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                        LEFT + WIDTH + 20,
                        height,
                        LEFT + WIDTH + 20,
                        height));
        axis(page, scale, height);
        for (int lane = 0; lane < steps.size(); lane++) {
            append(page, steps.get(lane), scale, 14 + lane * LANE);
        }
        page.append("</svg>\n");
    }

    private static void append(StringBuilder page, StepRecord step, Scale scale, int y) {
        long last = Math.max(step.checkedAt(), Math.max(step.insertedAt(), step.retractedAt()));
        String colour = step.accepted() ? "#16a34a" : "#9ca3af";
        page.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" font-size=\"9\" text-anchor=\"end\" fill=\"%s\">t%d</text>",
                        LEFT - 8,
                        y + 3,
                        colour,
                        step.thread()));
        page.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\"/>",
                        scale.x(step.insertedAt()),
                        y,
                        step.accepted() ? (double) (LEFT + WIDTH) : scale.x(last),
                        y,
                        colour,
                        step.accepted() ? 2 : 1));
        dot(page, scale.x(step.insertedAt()), y, BLUE, 4);
        if (step.checkedAt() > 0) {
            dot(page, scale.x(step.checkedAt()), y, YELLOW, 3);
        }
        if (step.retractedAt() > 0) {
            dot(page, scale.x(step.retractedAt()), y, RED, 4);
        }
        page.append('\n');
    }

    private static void dot(StringBuilder page, double x, int y, String colour, int radius) {
        page.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"%s\"/>",
                        x,
                        y,
                        radius,
                        colour));
    }

    private static void axis(StringBuilder page, Scale scale, int height) {
        page.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#6b7280\"/>"
                                + "<text x=\"%d\" y=\"%d\" font-size=\"11\">transaction %d</text>"
                                + "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"end\">%d</text>%n",
                        LEFT,
                        height - 20,
                        LEFT + WIDTH,
                        height - 20,
                        LEFT,
                        height - 6,
                        scale.first(),
                        LEFT + WIDTH,
                        height - 6,
                        scale.last()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Transactions to pixels.
    private record Scale(long first, long last) {

        static Scale of(List<StepRecord> steps) {
            long first = steps.stream().mapToLong(StepRecord::insertedAt).min().orElse(0);
            long last =
                    steps.stream()
                            .mapToLong(step ->
                                    Math.max(
                                            step.checkedAt(),
                                            Math.max(step.insertedAt(), step.retractedAt())))
                            .max()
                            .orElse(1);
            return new Scale(first, Math.max(last, first + 1));
        }

        double x(long t) {
            return LEFT + (double) (t - first) * WIDTH / (last - first);
        }
    }
}
