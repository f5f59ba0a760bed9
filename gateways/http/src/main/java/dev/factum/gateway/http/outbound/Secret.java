package dev.factum.gateway.http.outbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/// Where a secret is: only its place is configuration. It is read when it is used, goes into a
/// header, and nowhere else. Immutable.
public sealed interface Secret {

    /// In an environment variable of this process.
    record Environment(String variable) implements Secret {}

    /// In a file that only its owner and group may read; read again for each call, so that a new
    /// secret counts at once.
    record File(Path path) implements Secret {}

    static Secret environment(String variable) {
        return new Environment(variable);
    }

    static Secret file(Path path) {
        return new File(path);
    }

    /// The secret that `env:NAME` or `file:PATH` names.
    static Secret parse(String place) {
        if (place.startsWith("env:")) {
            return new Environment(place.substring("env:".length()));
        }
        if (place.startsWith("file:")) {
            return new File(Path.of(place.substring("file:".length())));
        }
        throw FactumError.of(
                HttpErrorCode.INVALID_DESTINATION,
                "A secret is named as env:VARIABLE or file:PATH, never written down");
    }

    /// The secret itself, without white space around it.
    ///
    /// @throws FactumError `:factum.http/secret-unavailable`
    default String read() {
        return switch (this) {
            case Environment(String variable) -> present(System.getenv(variable));
            case File(Path path) -> present(content(path));
        };
    }

    private String present(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw unavailable("A secret is not there");
        }
        return text.strip();
    }

    private String content(Path path) {
        try {
            if (Files.getFileStore(path).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(path)
                            .contains(PosixFilePermission.OTHERS_READ)) {
                throw unavailable("A file with a secret may be read by everybody");
            }
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw unavailable("A file with a secret cannot be read");
        }
    }

    private FactumError unavailable(String text) {
        return FactumError.of(HttpErrorCode.SECRET_UNAVAILABLE, text).with("place", toString());
    }
}
