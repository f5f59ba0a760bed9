package dev.factum.gateway.http.outbound;

/// How a partner wants to be told the idempotency key. Immutable.
///
/// @param name of the header; `Idempotency-Key` with most partners
/// @param quoted true for a string of structured fields (RFC 8941), as the draft on this header
///   says; false for the bare key, which many partners want
public record KeyHeader(String name, boolean quoted) {

    static final String USUAL_NAME = "Idempotency-Key";

    /// The header's value for a key.
    String value(String key) {
        return quoted ? '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : key;
    }
}
