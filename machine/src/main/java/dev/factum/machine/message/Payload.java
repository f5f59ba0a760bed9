package dev.factum.machine.message;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.MachineErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a payload may hold: keywords as names, and EDN values.
///
/// Numbers come out as EDN reads them, so that a payload is equal to what is read back from its
/// text. What cannot go into a message is refused as `:factum.machine/invalid-payload`.
public final class Payload {

    static final Keyword DB_ID = Keyword.of("db/id");

    private Payload() {}

    /// An unchangeable copy in normal form.
    public static Map<Keyword, Object> checked(Map<?, ?> payload) {
        var checked = LinkedHashMap.<Keyword, Object>newLinkedHashMap(payload.size());
        payload.forEach((name, value) -> {
            if (!(name instanceof Keyword keyword) || value == null) {
                throw refused("A payload has keywords as names, and no nil", name);
            }
            checked.put(keyword, checkedValue(value));
        });
        return Collections.unmodifiableMap(checked);
    }

    private static Object checkedValue(Object value) {
        return switch (value) {
            case String _, Long _, Boolean _, Keyword _, UUID _, Instant _ -> value;
            case Integer _, Short _, Byte _ -> ((Number) value).longValue();
            case Double _, Float _, BigDecimal _, BigInteger _ -> value;
            case URI _, Symbol _, Bytes _, Character _, Rendered _ -> value;
            case List<?> list -> {
                var elements = new ArrayList<@Nullable Object>(list.size());
                list.forEach(element -> elements.add(checkedElement(element)));
                yield Collections.unmodifiableList(elements);
            }
            case Set<?> set -> {
                var elements = new LinkedHashSet<@Nullable Object>();
                set.forEach(element -> elements.add(checkedElement(element)));
                yield Collections.unmodifiableSet(elements);
            }
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                map.forEach((k, v) -> entries.put(checkedElement(k), checkedElement(v)));
                yield Collections.unmodifiableMap(entries);
            }
            default -> throw refused("This class has no place in a message", value);
        };
    }

    private static @Nullable Object checkedElement(@Nullable Object element) {
        return element == null ? null : checkedValue(element);
    }

    private static FactumError refused(String text, @Nullable Object given) {
        return FactumError.of(MachineErrorCode.INVALID_PAYLOAD, text)
                .with("given", given)
                .with("class", given == null ? null : given.getClass().getName());
    }
}
