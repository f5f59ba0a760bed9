package dev.factum.storage.jdbc;

import dev.factum.facts.error.FactumError;
import dev.factum.storage.StorageErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// One JDBC connection behind a lock, with its statements kept prepared. What goes wrong leaves as
/// a `FactumError`. Safe to share between threads.
final class Session implements AutoCloseable {

    /// What is done with the connection while it is held.
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /// What is read from the rows of a query.
    @FunctionalInterface
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final ReentrantLock lock;
    private boolean closed;

    /// @param lock what is held while the connection is used; several may share one
    Session(Connection connection, ReentrantLock lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /// Runs work that is one statement, or needs no more than what each statement gives.
    <T> T run(Work<T> work) {
        return run(work, Sqlite::error);
    }

    /// The same for one statement that writes: its failure says whether it may have been done.
    <T> T write(Work<T> work) {
        return run(work, Sqlite::writeError);
    }

    private <T> T run(Work<T> work, Function<SQLException, FactumError> error) {
        lock.lock();
        try {
            if (closed) {
                throw StorageErrors.closed();
            }
            return work.run(this);
        } catch (SQLException problem) {
            forgetStatements(problem);
            throw error.apply(problem);
        } finally {
            lock.unlock();
        }
    }

    /// The driver ends a statement that fails, and it cannot be used again.
    private void forgetStatements(SQLException problem) {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException second) {
                problem.addSuppressed(second);
            }
        }
        statements.clear();
    }

    /// Runs work in one transaction.
    <T> T runAtomically(Work<T> work) {
        return run(session -> {
            connection.setAutoCommit(false);
            try {
                T answer = work.run(session);
                connection.commit();
                return answer;
            } catch (SQLException | RuntimeException problem) {
                rollback(problem);
                throw problem;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private void rollback(Exception problem) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            problem.addSuppressed(second);
        }
    }

    /// How many rows a statement has written.
    int update(String sql, Object... arguments) throws SQLException {
        return prepared(sql, arguments).executeUpdate();
    }

    <T> T query(Rows<T> rows, String sql, Object... arguments) throws SQLException {
        try (ResultSet found = prepared(sql, arguments).executeQuery()) {
            return rows.read(found);
        }
    }

    private PreparedStatement prepared(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int index = 0; index < arguments.length; index++) {
            switch (arguments[index]) {
                case Long number -> statement.setLong(index + 1, number);
                case byte[] bytes -> statement.setBytes(index + 1, bytes);
                case Object text -> statement.setString(index + 1, text.toString());
            }
        }
        return statement;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } catch (SQLException problem) {
            throw Sqlite.error(problem);
        } finally {
            lock.unlock();
        }
    }
}
