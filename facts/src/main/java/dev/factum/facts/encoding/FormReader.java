package dev.factum.facts.encoding;

import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one form from bytes that may be damaged: nothing is allocated for a size that was only
/// claimed. Belongs to one thread.
final class FormReader {

    private static final int MOST_RESERVED = 16;

    private final ByteReader in;
    private final List<Keyword> vocabulary;
    private int depth;

    FormReader(ByteReader in, List<Keyword> vocabulary) {
        this.in = in;
        this.vocabulary = vocabulary;
    }

    @Nullable Object read() {
        int kind = in.readByte();
        return switch (kind) {
            case FormKind.CHARACTER -> character(in.readVarint());
            case FormKind.VECTOR -> Collections.unmodifiableList(elements());
            case FormKind.LIST -> EdnList.copyOf(elements());
            case FormKind.SET -> set();
            case FormKind.MAP -> map();
            case FormKind.TAGGED -> tagged();
            case FormKind.KNOWN_KEYWORD -> known(in.readVarint());
            default -> ValueCodec.readForm(in, kind);
        };
    }

    private static char character(long unit) {
        if (unit < Character.MIN_VALUE || unit > Character.MAX_VALUE) {
            throw Damage.found("A character is none");
        }
        return (char) unit;
    }

    private Keyword known(long place) {
        if (place < 0 || place >= vocabulary.size()) {
            throw Damage.found("A keyword is not in the vocabulary");
        }
        return vocabulary.get((int) place);
    }

    private List<@Nullable Object> elements() {
        int size = begin();
        List<@Nullable Object> elements = new ArrayList<>(Math.min(size, MOST_RESERVED));
        for (int element = 0; element < size; element++) {
            elements.add(read());
        }
        depth--;
        return elements;
    }

    private Set<@Nullable Object> set() {
        int size = begin();
        Set<@Nullable Object> elements = new LinkedHashSet<>();
        for (int element = 0; element < size; element++) {
            if (!elements.add(read())) {
                throw Damage.found("A set has the same element twice");
            }
        }
        depth--;
        return Collections.unmodifiableSet(elements);
    }

    private Map<@Nullable Object, @Nullable Object> map() {
        int size = begin();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int entry = 0; entry < size; entry++) {
            Object key = read();
            if (map.containsKey(key)) {
                throw Damage.found("A map has the same key twice");
            }
            map.put(key, read());
        }
        depth--;
        return Collections.unmodifiableMap(map);
    }

    private Tagged tagged() {
        nest();
        Symbol tag = ValueCodec.readSymbol(in);
        Tagged tagged = new Tagged(tag, read());
        depth--;
        return tagged;
    }

    private int begin() {
        nest();
        return in.readCount();
    }

    private void nest() {
        if (++depth > FormKind.GREATEST_DEPTH) {
            throw Damage.found("A form nests too deep");
        }
    }
}
