package dev.factum.gateway.http.inbound;

import dev.factum.facts.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who sends a request. Called for each request; safe to share between threads.
///
/// Keys belong to callers: nobody gets the answer to somebody else's request by guessing its key.
@FunctionalInterface
public interface Authenticator {

    /// The caller's name, or empty if the request does not show one that is known.
    Optional<String> caller(Incoming request);

    /// Everybody is the same caller.
    static Authenticator anonymous() {
        return _ -> Optional.of("anonymous");
    }

    /// Callers show a token (`Authorization: Bearer TOKEN`). Only hashes of tokens are kept, and
    /// all are compared, so that the time it takes tells nothing.
    static Authenticator tokens(Map<String, String> callersByToken) {
        var callers = new LinkedHashMap<Bytes, String>();
        callersByToken.forEach((token, caller) -> callers.put(Bytes.of(hash(token)), caller));
        return request -> {
            byte[] shown =
                    hash(
                            request.header("authorization")
                                    .filter(value -> value.startsWith("Bearer "))
                                    .map(value -> value.substring("Bearer ".length()).strip())
                                    .orElse(""));
            Optional<String> found = Optional.empty();
            for (Map.Entry<Bytes, String> known : callers.entrySet()) {
                if (MessageDigest.isEqual(known.getKey().toArray(), shown)) {
                    found = Optional.of(known.getValue());
                }
            }
            return found;
        };
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
