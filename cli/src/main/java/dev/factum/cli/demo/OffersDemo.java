package dev.factum.cli.demo;

import dev.factum.examples.offers.controllers.OffersService;
import dev.factum.examples.offers.controllers.Strategy;
import dev.factum.examples.offers.controllers.WithAnInvariant;
import dev.factum.examples.offers.http.OffersServer;
import dev.factum.examples.offers.race.Race;
import dev.factum.examples.offers.race.RaceHistory;
import dev.factum.examples.offers.race.RaceRecord;
import dev.factum.examples.offers.race.RaceResult;
import dev.factum.examples.offers.race.TimelinePicture;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Functions;
import dev.factum.peer.Peer;
import dev.factum.transactor.code.JdkCompiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The offers service: a race for every strategy, in this process and from another one over HTTP,
/// and the picture.
final class OffersDemo implements AutoCloseable {

    private final Path file;
    private final PrintWriter out;
    private final Peer peer;
    private final OffersService service;
    private final OffersServer server;
    private final RaceHistory history;
    private final InstantSource clock = InstantSource.system();
    private boolean closed;

    private OffersDemo(Path file, int port, PrintWriter out) {
        this.file = file;
        this.out = out;
        this.peer = Peer.open();
        Connection offers = connect("offers", Functions.none().withCompiler(new JdkCompiler()));
        Connection guarded =
                connect(
                        "offers-guarded",
                        Functions.none().withInvariant(WithAnInvariant.declaration()));
        this.service = new OffersService(offers, guarded, clock);
        this.server = OffersServer.start(service, clock, port);
        this.history = RaceHistory.in(offers);
    }

    static OffersDemo start(Path file, int port, PrintWriter out) {
        return new OffersDemo(file, port, out);
    }

    private Connection connect(String name, Functions functions) {
        String uri = "factum:sqlite:" + file + "?db=" + name;
        peer.createDatabase(uri);
        return peer.connect(uri, functions);
    }

    void run(int threads) throws IOException, InterruptedException {
        out.println();
        out.println(
                "Offers: "
                        + server.url()
                        + "  (POST /offers, GET /offers?customer=, POST /offers/{id}/accept)");
        out.println("File:   " + file + "  (databases cards, offers, offers-guarded)");
        remembered();
        out.printf(
                "%n%d threads offer a loan to one customer at the same moment; three may stay.%n%n",
                threads);
        out.flush();
        List<RaceRecord> races = new ArrayList<>();
        RaceTable.header(out);
        for (Strategy strategy : Strategy.values()) {
            RaceResult result = Race.run(service, strategy, threads, clock);
            RaceTable.row(out, result);
            out.flush();
            races.add(history.remember(result, clock.instant()));
        }
        out.println();
        for (Strategy strategy :
                List.of(Strategy.CHECK_THEN_INSERT, Strategy.THROUGH_THE_MACHINE)) {
            out.println(
                    "The same from another process over HTTP, "
                            + strategy.label()
                            + ": "
                            + fromAnotherProcess(strategy, threads));
            out.flush();
        }
        out.println("Picture: " + draw(races));
        out.flush();
    }

    private void remembered() {
        List<RaceRecord> earlier = history.races();
        if (!earlier.isEmpty()) {
            out.println("This file remembers " + earlier.size() + " earlier races:");
            for (RaceRecord race :
                    earlier.subList(Math.max(0, earlier.size() - 6), earlier.size())) {
                out.printf(
                        "  %s  %-8s %3d accepted, %2d at the end, %2d visible at once at the most%n",
                        race.endedAt(),
                        race.strategy(),
                        race.accepted(),
                        race.atEnd(),
                        race.mostVisible());
            }
        }
    }

    private String fromAnotherProcess(Strategy strategy, int threads)
            throws IOException, InterruptedException {
        String url = server.url() + "/" + strategy.label() + "/offers";
        try (ChildProcess child =
                ChildProcess.start("load-offers", url, "--threads", String.valueOf(threads))) {
            String last = child.readLine();
            return last == null ? "the other process said nothing" : last;
        }
    }

    private Path draw(List<RaceRecord> races) throws IOException {
        List<TimelinePicture.Panel> panels = new ArrayList<>();
        for (RaceRecord race : races) {
            if (race.strategy().equals(Strategy.INSERT_THEN_CHECK_WRONGLY.label())) {
                panels.add(
                        new TimelinePicture.Panel(
                                "Wrong: checking the current database", race, history.steps(race)));
            } else if (race.strategy().equals(Strategy.INSERT_THEN_CHECK.label())) {
                panels.add(
                        new TimelinePicture.Panel(
                                "Right: checking the database right after its own insert",
                                race,
                                history.steps(race)));
            }
        }
        Path picture = file.resolveSibling(file.getFileName() + ".html");
        Files.writeString(picture, TimelinePicture.page(panels));
        return picture;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.close();
            service.close();
            peer.close();
        }
    }
}
