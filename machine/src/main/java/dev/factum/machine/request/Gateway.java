package dev.factum.machine.request;

import java.util.Optional;

/// Where requests leave the machine. Safe to share between threads; made for virtual threads.
public interface Gateway extends AutoCloseable {

    /// Performs one attempt and waits for what comes of it. What a partner or a network does is an
    /// [Exchange], never an exception.
    Exchange send(Call call);

    /// What is known of a destination, or empty if there is none of this name.
    Optional<Destination> destination(String name);

    /// How a destination does now. Handlers that need one which keeps failing are given no messages
    /// meanwhile; a gateway that does not know says that it is well.
    default Health health(String name) {
        return new Health.Well();
    }

    /// Ends all connections. Attempts that are under way come to an end as [Exchange.Unknown].
    @Override
    void close();
}
