package dev.factum.bench.machine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// The cards of the job in a PostgreSQL of its own, which makes every commit durable: what the
/// other systems work on. Safe to share between threads.
final class PostgresCards implements AutoCloseable {

    private static final int CONNECTIONS = 48;

    private final EmbeddedPostgres server;
    private final HikariDataSource pool;
    private long cards;

    PostgresCards(Path directory) {
        try {
            this.server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(directory)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("shared_buffers", "256MB")
                            .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(CONNECTIONS);
        this.pool = new HikariDataSource(config);
        execute(
                "CREATE TABLE card (number bigint PRIMARY KEY, id uuid NOT NULL, status text NOT NULL)");
    }

    DataSource source() {
        return pool;
    }

    /// Makes more active cards, up to a number.
    synchronized void fill(long upTo) {
        if (cards < upTo) {
            execute(
                    "INSERT INTO card SELECT n, gen_random_uuid(), 'active' FROM generate_series(%d, %d) n"
                            .formatted(cards, upTo - 1));
            cards = upTo;
        }
    }

    private void execute(String sql) {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Blocks a card that is active, in the transaction of the connection.
    static void block(Connection connection, long number) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE card SET status = 'blocked' WHERE number = ? AND status = 'active' RETURNING id")) {
            update.setLong(1, number);
            try (var rows = update.executeQuery()) {
                if (!rows.next() || rows.getObject(1, UUID.class) == null) {
                    throw new IllegalStateException("No active card " + number);
                }
            }
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
