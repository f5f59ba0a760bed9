package dev.factum.conformance.corpus;

import dev.factum.facts.database.Database;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.Map;

/// Pulls along an index.
final class IndexPulls {

    private IndexPulls() {}

    static Object answer(Map<?, ?> check, Names names, Database db) {
        throw FactumError.of(DbErrorCode.UNSUPPORTED, "Index pulls are not there yet");
    }
}
