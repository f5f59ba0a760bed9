package dev.factum.storage;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.ErrorCode;

/// The codes that only storage has; it also uses those of the fact database.
public enum StorageErrorCode implements ErrorCode {
    /// Another writer has taken over. What was asked was not done; the one who asked must stop.
    WRITER_FENCED("db.error/writer-fenced", Category.UNAVAILABLE),

    /// There is no room, or others are writing: nothing of what was asked was done, and another
    /// time it may be.
    NOT_WRITTEN("db.error/not-written", Category.UNAVAILABLE),

    /// The disk did not take what it was given, and may have lost what it took before. Reading does
    /// not tell: what is read may be in memory only.
    DISK_FAILED("db.error/disk-failed", Category.UNAVAILABLE);

    private final String code;
    private final Category category;

    StorageErrorCode(String code, Category category) {
        this.code = ":" + code;
        this.category = category;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }
}
