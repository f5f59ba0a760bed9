package dev.factum.gateway.kafka;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a payload is written as bytes.
enum PayloadFormat {
    /// For everyone; records read the types back that JSON does not have.
    JSON("application/json"),
    /// For those who keep to EDN: nothing is lost, whoever reads it.
    EDN("application/edn");

    /// Names of an object that no keyword can be are kept together under this one.
    static final Keyword OTHER = Keyword.of("json/other");

    private final String contentType;

    PayloadFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /// The format that a content type names; JSON if none is named.
    static PayloadFormat named(@Nullable String contentType) {
        if (contentType == null) {
            return JSON;
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        boolean isEvent = type.startsWith("application/cloudevents");
        if (!isEvent && (type.equals(JSON.contentType) || type.endsWith("+json"))) {
            return JSON;
        }
        if (type.equals(EDN.contentType)) {
            return EDN;
        }
        throw refused("This content type is not read here").with("content-type", contentType);
    }

    byte[] write(Map<Keyword, Object> payload) {
        String text =
                switch (this) {
                    case JSON -> JsonWriter.write(payload);
                    case EDN -> Edn.print(payload);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The payload that the bytes say.
    ///
    /// @throws FactumError if they do not say one
    Map<Keyword, Object> read(byte[] bytes) {
        String text = text(bytes);
        Object form =
                switch (this) {
                    case JSON -> JsonReader.read(text);
                    case EDN -> Edn.read(text);
                };
        if (!(form instanceof Map<?, ?> map)) {
            throw refused("A payload is an object with names");
        }
        return Payload.checked(this == JSON ? named(map) : map);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException problem) {
            throw FactumError.of(MachineErrorCode.UNDECODABLE, "This is not UTF-8", problem);
        }
    }

    /// What is null is absent.
    private static Map<Keyword, Object> named(Map<?, ?> object) {
        var payload = new LinkedHashMap<Keyword, Object>();
        var other = new LinkedHashMap<Object, Object>();
        object.forEach((name, value) -> {
            if (value != null && name instanceof Keyword keyword) {
                payload.put(keyword, value);
            } else if (value != null) {
                other.put(name, value);
            }
        });
        if (!other.isEmpty()) {
            payload.put(OTHER, other);
        }
        return payload;
    }

    private static FactumError refused(String text) {
        return FactumError.of(MachineErrorCode.UNDECODABLE, text);
    }
}
