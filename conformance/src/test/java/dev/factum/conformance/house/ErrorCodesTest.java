package dev.factum.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.gateway.http.HttpErrorCode;
import dev.factum.machine.MachineErrorCode;
import dev.factum.storage.StorageErrorCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every error code can happen, and some test provokes it.
///
/// A test provokes a code if it names the constant, or the code as text, beside what it expects.
class ErrorCodesTest {

    private static final String TESTS = sources("/src/test/java/", "ErrorCodesTest.java");
    private static final String PRODUCT = sources("/src/main/java/", "ErrorCode.java");

    private static String sources(String where, String leftOut) {
        return Repository.files().stream()
                .filter(file -> file.contains(where) && file.endsWith(".java"))
                .filter(file -> !file.endsWith(leftOut))
                .map(Repository::read)
                .collect(Collectors.joining("\n"));
    }

    private static List<ErrorCode> codes() {
        return Stream.<ErrorCode[]>of(
                        DbErrorCode.values(),
                        StorageErrorCode.values(),
                        MachineErrorCode.values(),
                        HttpErrorCode.values())
                .flatMap(Stream::of)
                .toList();
    }

    @Test
    void everyCodeIsProvoked() {
        assertThat(codes()).filteredOn(code -> !isProvokedIn(TESTS, code)).isEmpty();
    }

    @Test
    void everyCodeCanHappen() {
        assertThat(codes()).filteredOn(code -> !names(PRODUCT, code.toString())).isEmpty();
    }

    @Test
    void aCodeThatNobodyProvokesIsFound() {
        ErrorCode code = DbErrorCode.CAS_FAILED;
        assertThat(isProvokedIn("nothing", code)).isFalse();
        assertThat(isProvokedIn("NOT_CAS_FAILED_AT_ALL", code)).isFalse();
        assertThat(isProvokedIn("[[:db/cas]] | :db.error/cas-failed", code)).isTrue();
        assertThat(isProvokedIn("isEqualTo(DbErrorCode.CAS_FAILED)", code)).isTrue();
    }

    /// Tables of refused queries leave the namespace away.
    private static boolean isProvokedIn(String tests, ErrorCode code) {
        String shortName = code.code().substring(code.code().indexOf('/') + 1);
        return names(tests, code.toString())
                || tests.contains(code.code())
                || Pattern.compile("\\| *" + Pattern.quote(shortName) + "\\b")
                        .matcher(tests)
                        .find();
    }

    private static boolean names(String sources, String constant) {
        return Pattern.compile("\\b" + constant + "\\b").matcher(sources).find();
    }
}
