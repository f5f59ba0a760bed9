package dev.factum.facts.query;

import dev.factum.facts.edn.FrozenForm;
import dev.factum.facts.edn.Nesting;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was read of the forms that were asked for lately, so that who asks the same again does not
/// have it read again.
///
/// What is kept must follow from the text or data alone. Forms are the same if they mean the same,
/// whichever objects they are; data is copied before it is kept, so that nobody can change it
/// later. Refusals are not kept.
///
/// It holds two generations: what is asked for moves to the younger one, and when that is full the
/// older one is forgotten. Safe to share between threads; a hit takes no lock.
public final class FormCache<T> {

    private record Entry<T>(FrozenForm key, T value) {}

    private record Generations<T>(Map<FrozenForm, Entry<T>> young, Map<FrozenForm, Entry<T>> old) {}

    private final Function<@Nullable Object, T> reader;
    private final int generationSize;
    private volatile Generations<T> generations = new Generations<>(empty(), Map.of());

    /// @param reader reads a form, or refuses it
    /// @param capacity the most forms that are kept
    public FormCache(Function<@Nullable Object, T> reader, int capacity) {
        this.reader = reader;
        this.generationSize = capacity / 2;
    }

    private static <T> Map<FrozenForm, Entry<T>> empty() {
        return new ConcurrentHashMap<>();
    }

    /// What reading the form gives.
    public T read(@Nullable Object form) {
        if (form == null) {
            return reader.apply(null);
        }
        Nesting.check(form);
        FrozenForm key = FrozenForm.lookingFor(form);
        Generations<T> now = generations;
        Entry<T> found = now.young.get(key);
        if (found != null) {
            return found.value;
        }
        found = now.old.get(key);
        return found == null ? readAndKeep(form) : keep(found);
    }

    private T readAndKeep(Object form) {
        Optional<FrozenForm> frozen = FrozenForm.of(form);
        return frozen.isEmpty()
                ? reader.apply(form)
                : keep(new Entry<>(frozen.get(), reader.apply(frozen.get().form())));
    }

    private T keep(Entry<T> entry) {
        Generations<T> now = generations;
        if (now.young.size() >= generationSize) {
            now = new Generations<>(empty(), now.young);
            generations = now;
        }
        now.young.put(entry.key, entry);
        return entry.value;
    }

    /// How many forms are kept, for tests.
    int size() {
        Generations<T> now = generations;
        return now.young.size() + now.old.size();
    }
}
