package dev.factum.facts.encoding;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes one form. Belongs to one thread.
class FormWriter {

    private final ByteWriter out;
    private final Map<Keyword, Integer> places;
    private int depth;

    FormWriter(ByteWriter out, Map<Keyword, Integer> places) {
        this.out = out;
        this.places = places;
    }

    final void write(@Nullable Object form) {
        switch (form) {
            case Keyword name -> keyword(name);
            case String _, Boolean _, UUID _, Instant _, Symbol _, URI _, Bytes _ -> value(form);
            case Number number -> value(number(number));
            case Character unit -> {
                out.writeByte(FormKind.CHARACTER);
                out.writeVarint(unit);
            }
            case EdnList list -> sequence(FormKind.LIST, list);
            case List<?> list -> sequence(FormKind.VECTOR, list);
            case Set<?> set -> set(set);
            case Map<?, ?> map -> map(map);
            case Tagged(Symbol tag, Object content) -> tagged(tag, content);
            case null -> value(null);
            default -> throw unprintable(form);
        }
    }

    private Object number(Number number) {
        return switch (number) {
            case Long _ -> number;
            case Integer _, Short _, Byte _ -> number.longValue();
            case Double _, Float _, BigInteger _, BigDecimal _ -> representative(number);
            default -> throw unprintable(number);
        };
    }

    private static FactumError unprintable(Object form) {
        return FactumError.of(DbErrorCode.EDN_UNPRINTABLE, "EDN has no form for this class")
                .with("class", form.getClass().getName());
    }

    private void keyword(Keyword name) {
        Integer place = places.get(name);
        if (place == null) {
            value(name);
        } else {
            out.writeByte(FormKind.KNOWN_KEYWORD);
            out.writeVarint(place);
        }
    }

    private void value(@Nullable Object value) {
        out.writeByte(ValueCodec.kind(value));
        ValueCodec.write(out, value);
    }

    private void sequence(int kind, List<?> elements) {
        begin(kind, elements);
        elements.forEach(this::write);
        depth--;
    }

    private void set(Set<?> elements) {
        begin(FormKind.SET, elements);
        int[] starts = new int[elements.size()];
        int next = 0;
        for (Object element : elements) {
            starts[next++] = out.size();
            write(element);
        }
        arrange(out, starts);
        depth--;
    }

    private void map(Map<?, ?> map) {
        begin(FormKind.MAP, map.keySet());
        int[] starts = new int[map.size()];
        int next = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            starts[next++] = out.size();
            write(entry.getKey());
            write(entry.getValue());
        }
        arrange(out, starts);
        depth--;
    }

    private void tagged(Symbol tag, @Nullable Object content) {
        nest();
        out.writeByte(FormKind.TAGGED);
        ValueCodec.write(out, tag);
        write(content);
        depth--;
    }

    private void begin(int kind, Collection<?> parts) {
        nest();
        out.writeByte(kind);
        out.writeVarint(parts.size());
    }

    private void nest() {
        if (++depth > FormKind.GREATEST_DEPTH) {
            throw FactumError.of(
                            DbErrorCode.EDN_LIMIT, "The form nests too deep or contains itself")
                    .with("limit", "depth")
                    .with("allowed", FormKind.GREATEST_DEPTH);
        }
    }

    /// What is written for a number.
    Object representative(Object number) {
        return number;
    }

    /// Brings parts that have been written, and begin here, into the order that they are to have.
    void arrange(ByteWriter written, int[] starts) {}
}
