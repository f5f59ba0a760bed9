package dev.factum.examples.offers;

import dev.factum.examples.offers.controllers.OffersService;
import dev.factum.examples.offers.controllers.WithAnInvariant;
import dev.factum.facts.connection.Connection;
import dev.factum.facts.database.Functions;
import dev.factum.peer.Peer;
import dev.factum.transactor.code.JdkCompiler;
import java.nio.file.Path;
import java.time.InstantSource;

/// The offers service on a real SQLite file, for tests.
public final class Running implements AutoCloseable {

    private final Peer peer = Peer.open();
    private final OffersService service;

    private Running(Path directory) {
        this.service =
                new OffersService(
                        connect(
                                directory,
                                "offers",
                                Functions.none().withCompiler(new JdkCompiler())),
                        connect(
                                directory,
                                "guarded",
                                Functions.none().withInvariant(WithAnInvariant.declaration())),
                        InstantSource.system());
    }

    public static Running in(Path directory) {
        return new Running(directory);
    }

    private Connection connect(Path directory, String name, Functions functions) {
        String uri = "factum:sqlite:" + directory.resolve("offers.db") + "?db=" + name;
        peer.createDatabase(uri);
        return peer.connect(uri, functions);
    }

    public OffersService service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
        peer.close();
    }
}
