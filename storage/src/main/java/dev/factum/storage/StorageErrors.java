package dev.factum.storage;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// The errors of the contract, worded once for all implementations.
public final class StorageErrors {

    private StorageErrors() {}

    public static FactumError fenced(long epoch, long current) {
        return FactumError.of(StorageErrorCode.WRITER_FENCED, "Another writer has taken over")
                .with("epoch", epoch)
                .with("current", current);
    }

    public static FactumError notWritten(String text, Exception cause) {
        return FactumError.of(StorageErrorCode.NOT_WRITTEN, text, cause)
                .with("cause", String.valueOf(cause.getMessage()));
    }

    public static FactumError diskFailed(Exception cause) {
        return FactumError.of(
                        StorageErrorCode.DISK_FAILED,
                        "The disk has failed, and may not hold what it was given before",
                        cause)
                .with("cause", String.valueOf(cause.getMessage()));
    }

    public static FactumError notContinued(long expected, long found) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The records do not continue the log")
                .with("expected", expected)
                .with("found", found);
    }

    public static FactumError notInLog(long t) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, "The log has no record to be replaced")
                .with("t", t);
    }

    public static FactumError damaged(String text) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, text);
    }

    public static FactumError damaged(String text, RuntimeException cause) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, text, cause);
    }

    public static FactumError closed() {
        return FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "The storage is closed");
    }

    public static FactumError deleted(String database) {
        return FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "The database was deleted")
                .with("database", database);
    }

    public static FactumError notFound(String database) {
        return FactumError.of(DbErrorCode.DB_NOT_FOUND, "There is no such database")
                .with("database", database);
    }
}
