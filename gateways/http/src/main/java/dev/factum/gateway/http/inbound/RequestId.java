package dev.factum.gateway.http.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// The id of the message that a request becomes: `http-CALLER-REQUEST`, both hashes.
///
/// The same route, caller and key give the same id. It says who may ask about the request, and not
/// what the key was. Immutable.
record RequestId(String text) {

    private static final String BEGINNING = "http-";
    private static final int CALLER_LETTERS = 16;
    private static final int REQUEST_LETTERS = 40;

    /// @param route its method and path, as configured
    static RequestId of(String route, String caller, String key) {
        return new RequestId(
                BEGINNING
                        + hash(CALLER_LETTERS, caller)
                        + "-"
                        + hash(REQUEST_LETTERS, route, caller, key));
    }

    /// The id of a request without a key: it can be asked about, and not sent again.
    static RequestId fresh(String caller) {
        return of("", caller, UUID.randomUUID().toString());
    }

    boolean isOf(String caller) {
        return text.startsWith(BEGINNING + hash(CALLER_LETTERS, caller) + "-");
    }

    /// The length goes before each part, so that no two lists of parts give the same bytes.
    private static String hash(int letters, String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, letters);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
