package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The forms between two brackets and where each begins, on their way to become a collection.
///
/// Belongs to one reader and so to one thread.
final class EdnElements {

    private final EdnScanner scanner;
    private final EdnLimits limits;
    private final List<@Nullable Object> forms = new ArrayList<>();
    private int[] offsets = new int[8];

    EdnElements(EdnScanner scanner, EdnLimits limits) {
        this.scanner = scanner;
        this.limits = limits;
    }

    int size() {
        return forms.size();
    }

    void add(@Nullable Object form, int offset) {
        if (forms.size() == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
        }
        offsets[forms.size()] = offset;
        forms.add(form);
    }

    /// Puts the keys of a map that have no namespace into `namespace`; `_` as namespace means none.
    void qualifyKeys(String namespace) {
        for (int index = 0; index < forms.size(); index += 2) {
            forms.set(index, qualified(forms.get(index), namespace));
        }
    }

    private static @Nullable Object qualified(@Nullable Object key, String namespace) {
        return switch (key) {
            case Keyword(var own, var name) -> new Keyword(qualified(own, namespace), name);
            case Symbol(var own, var name) -> new Symbol(qualified(own, namespace), name);
            case null, default -> key;
        };
    }

    private static @Nullable String qualified(@Nullable String own, String namespace) {
        return own == null ? namespace : own.equals("_") ? null : own;
    }

    @Nullable Object[] toArray() {
        return forms.toArray();
    }

    Set<@Nullable Object> toSet() {
        checkHashes(1);
        var set = LinkedHashSet.<@Nullable Object>newLinkedHashSet(forms.size());
        for (int index = 0; index < forms.size(); index++) {
            if (!set.add(forms.get(index))) {
                throw fault(index, "A set has the same element twice");
            }
        }
        return new FrozenSet(set);
    }

    Map<@Nullable Object, @Nullable Object> toMap() {
        if (forms.size() % 2 != 0) {
            throw fault(forms.size() - 1, "A map has a key without a value");
        }
        checkHashes(2);
        var map =
                LinkedHashMap.<@Nullable Object, @Nullable Object>newLinkedHashMap(
                        forms.size() / 2);
        for (int index = 0; index < forms.size(); index += 2) {
            if (map.containsKey(forms.get(index))) {
                throw fault(index, "A map has the same key twice");
            }
            map.put(forms.get(index), forms.get(index + 1));
        }
        return new FrozenMap(map);
    }

    /// Refuses keys, every `step`th form, that would make hash tables slow.
    private void checkHashes(int step) {
        if (forms.size() / step <= limits.sameHash()) {
            return;
        }
        int[] hashes = new int[forms.size() / step];
        Arrays.setAll(hashes, index -> Objects.hashCode(forms.get(index * step)));
        Arrays.sort(hashes);
        for (int index = limits.sameHash(); index < hashes.length; index++) {
            if (hashes[index] == hashes[index - limits.sameHash()]) {
                throw EdnFault.limit(
                        "Too many keys or elements share one hash code",
                        "sameHash",
                        limits.sameHash());
            }
        }
    }

    private FactumError fault(int index, String text) {
        String token = EdnPrinter.beginning(forms.get(index), EdnFault.TOKEN_SHOWN);
        return scanner.locate(EdnFault.syntax(text), offsets[index], token);
    }
}
