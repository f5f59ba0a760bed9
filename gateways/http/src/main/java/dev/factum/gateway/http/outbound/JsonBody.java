package dev.factum.gateway.http.outbound;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Bodies as JSON: data goes out under the names that the partner uses, and what it says comes in
/// under a namespace of its own. Immutable and safe to share between threads.
///
/// `:payment/card-id` goes out as `cardId`, and `cardId` comes in as `:psp/card-id` if the
/// namespace is `psp`. Decimals keep their digits. What is null is left out.
///
/// @param namespace of the names of what comes in
/// @param names how the partner writes names
record JsonBody(String namespace, NameStyle names) {

    private static final System.Logger LOG = System.getLogger(JsonBody.class.getName());
    private static final Keyword TEXT = Keyword.of("body/text");
    private static final Keyword ITEMS = Keyword.of("body/items");
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// The bytes that say this.
    byte[] written(Map<Keyword, Object> body) {
        return MAPPER.writeValueAsBytes(outgoing(body));
    }

    private @Nullable Object outgoing(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, inner) -> object.put(nameOf(name), outgoing(inner)));
                yield object;
            }
            case Collection<?> several -> {
                var items = new ArrayList<@Nullable Object>();
                several.forEach(each -> items.add(outgoing(each)));
                yield items;
            }
            case Keyword keyword -> keyword.toString().substring(1);
            case Symbol symbol -> symbol.toString();
            case Bytes bytes -> bytes.toHex();
            case BigDecimal decimal when Math.abs(decimal.scale()) > LONGEST_NUMBER ->
                    decimal.toString();
            case null, default -> value;
        };
    }

    private String nameOf(@Nullable Object name) {
        return name instanceof Keyword keyword
                ? names.written(keyword.name())
                : String.valueOf(name);
    }

    /// What these bytes say; text under `:body/text` if they are not JSON, and under `:body/items`
    /// if they are a list.
    ///
    /// @param type what the partner says they are
    Map<Keyword, Object> read(byte[] bytes, Optional<String> type) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Map.of();
        }
        if (type.filter(said -> said.contains("json")).isPresent()) {
            try {
                return recordable(data(MAPPER.readValue(text, Object.class), text));
            } catch (JacksonException | FactumError unreadable) {
                LOG.log(Level.DEBUG, "A body is kept as text", unreadable);
            }
        }
        return Map.of(TEXT, text);
    }

    /// Refuses data that the log could not keep, such as a name with a space in it.
    private static Map<Keyword, Object> recordable(Map<Keyword, Object> data) {
        String _ = Edn.print(data);
        return data;
    }

    private Map<Keyword, Object> data(@Nullable Object json, String text) {
        Object data = incoming(json);
        return switch (data) {
            case Map<?, ?> object -> {
                var named = new LinkedHashMap<Keyword, Object>();
                object.forEach((name, value) -> named.put((Keyword) name, value));
                yield named;
            }
            case List<?> items -> Map.of(ITEMS, items);
            case null, default -> Map.of(TEXT, text);
        };
    }

    private @Nullable Object incoming(@Nullable Object json) {
        return switch (json) {
            case Map<?, ?> object -> {
                var data = new LinkedHashMap<Keyword, Object>();
                object.forEach((name, value) -> {
                    Object inner = incoming(value);
                    if (inner != null) {
                        data.put(keyword(String.valueOf(name)), inner);
                    }
                });
                yield data;
            }
            case List<?> items -> {
                var data = new ArrayList<@Nullable Object>();
                items.forEach(each -> data.add(incoming(each)));
                yield data;
            }
            case Integer number -> number.longValue();
            case BigInteger _, BigDecimal _, Long _, String _, Boolean _ -> json;
            case null, default -> null;
        };
    }

    private Keyword keyword(String name) {
        return Keyword.of(namespace, names.read(name));
    }
}
