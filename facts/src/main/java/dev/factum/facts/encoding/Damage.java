package dev.factum.facts.encoding;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;

/// Bytes that are not what was written.
final class Damage {

    private Damage() {}

    static FactumError found(String text) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, text);
    }

    static FactumError found(String text, RuntimeException cause) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, text, cause);
    }
}
