package dev.factum.workload.effects;

/// What the listener has written down of one record of the output. Immutable.
///
/// @param message the message's id
/// @param about the id of what was counted: the record's key
/// @param type the message's type
/// @param fingerprint of key, type and body
record Heard(String message, String about, String type, String fingerprint) {

    String line() {
        return String.join("\t", message, about, type, fingerprint);
    }

    static Heard ofLine(String line) {
        String[] parts = line.split("\t", -1);
        return new Heard(parts[0], parts[1], parts[2], parts[3]);
    }
}
