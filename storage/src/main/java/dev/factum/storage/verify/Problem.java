package dev.factum.storage.verify;

import java.util.Map;

/// Something that is not as it should be.
///
/// @param text what is wrong
/// @param data where it is, by name
public record Problem(String text, Map<String, Object> data) {

    public Problem {
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return text + " " + data;
    }
}
