package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.gateway.http.HttpErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// JSON and records, strictly: what is missing, superfluous, doubled or of another type is an error
/// that names the field. Components of a record keep their names.
final class Json {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(long.class, int.class, Long.class, Integer.class);

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .addModule(values())
                    .annotationIntrospector(new Required())
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private Json() {}

    /// Every component of a record has to be there, unless it is optional.
    private static final class Required extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            boolean isNeeded =
                    member.getDeclaringClass().isRecord() && member.getRawType() != Optional.class;
            return isNeeded ? Boolean.TRUE : super.hasRequiredMarker(config, member);
        }
    }

    /// Values of the database that JSON has no type for: keywords and symbols as their text, bytes
    /// in hexadecimal.
    private static SimpleModule values() {
        return new SimpleModule("factum")
                .addSerializer(Keyword.class, text(keyword -> keyword.toString().substring(1)))
                .addSerializer(Symbol.class, text(Symbol::toString))
                .addSerializer(Bytes.class, text(Bytes::toHex))
                .addDeserializer(Keyword.class, parsed(Keyword::of))
                .addDeserializer(Symbol.class, parsed(Symbol::of))
                .addDeserializer(Bytes.class, parsed(Bytes::ofHex));
    }

    private static <T> ValueSerializer<T> text(Function<T, String> print) {
        return new ValueSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(print.apply(value));
            }
        };
    }

    private static <T> ValueDeserializer<T> parsed(Function<String, T> parse) {
        return new ValueDeserializer<>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                String text = in.getValueAsString("");
                try {
                    return parse.apply(text);
                } catch (FactumError | IllegalArgumentException refused) {
                    throw context.weirdStringException(text, handledType(), "not in its form");
                }
            }
        };
    }

    /// A body as what it says: JSON as such, anything else as text.
    static Object tree(Answer answer) {
        String body = new String(answer.body().toArray(), StandardCharsets.UTF_8);
        boolean isJson = answer.headers().getOrDefault("Content-Type", "").contains("json");
        return isJson ? MAPPER.readTree(body) : body;
    }

    static String text(Object content) {
        return MAPPER.writeValueAsString(content);
    }

    /// The record that a body says, together with what the path says.
    ///
    /// @throws FactumError `:factum.http/malformed` if the body is not a JSON object;
    ///   `:factum.http/invalid-field` if it is not one of these records
    static <R extends Record> R read(String body, Map<String, String> variables, Class<R> type) {
        ObjectNode object = object(body);
        variables.forEach((name, value) -> {
            if (object.has(name)) {
                throw invalid("The path says this already, and the body must not", name);
            }
            object.set(name, ofPath(name, value, type));
        });
        try {
            return MAPPER.treeToValue(object, type);
        } catch (JacksonException mismatch) {
            throw invalid("A field is missing, superfluous or not of its type", path(mismatch));
        }
    }

    /// What the path says is text; where the record has a whole number it is one.
    private static JsonNode ofPath(String name, String value, Class<? extends Record> type) {
        boolean wantsNumber =
                Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .anyMatch(component -> WHOLE_NUMBERS.contains(component.getType()));
        return wantsNumber && value.matches("-?\\d{1,18}")
                ? MAPPER.getNodeFactory().numberNode(Long.parseLong(value))
                : MAPPER.getNodeFactory().stringNode(value);
    }

    private static ObjectNode object(String body) {
        try {
            JsonNode node = body.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException broken) {
            throw FactumError.of(HttpErrorCode.MALFORMED, "The body is not JSON")
                    .with("line", broken.getLocation().getLineNr())
                    .with("column", broken.getLocation().getColumnNr());
        }
        throw FactumError.of(HttpErrorCode.MALFORMED, "The body is not a JSON object");
    }

    private static FactumError invalid(String text, String field) {
        return FactumError.of(HttpErrorCode.INVALID_FIELD, text).with("field", field);
    }

    /// `offer.items[2].amount`
    private static String path(JacksonException mismatch) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            @Nullable String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    /// EDN data as JSON: names of attributes as their text.
    static @Nullable Object ofData(@Nullable Object data) {
        return switch (data) {
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, value) -> object.put(nameOf(name), ofData(value)));
                yield object;
            }
            case List<?> list -> list.stream().map(Json::ofData).toList();
            case Set<?> set -> set.stream().map(Json::ofData).toList();
            case null, default -> data;
        };
    }

    private static String nameOf(@Nullable Object name) {
        return name instanceof Keyword keyword
                ? keyword.toString().substring(1)
                : String.valueOf(name);
    }
}
