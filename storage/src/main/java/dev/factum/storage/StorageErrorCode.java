package dev.factum.storage;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.ErrorCode;

/// The codes that only storage has; it also uses those of the fact database.
public enum StorageErrorCode implements ErrorCode {
    /// Another writer has taken over. What was asked was not done; the one who asked must stop.
    WRITER_FENCED("db.error/writer-fenced", Category.UNAVAILABLE);

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
