package dev.factum.facts.encoding;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Forms as bytes: all that EDN can say, smaller than its text and without printing and parsing.
/// The package page has the table.
///
/// Both sides agree on a vocabulary, keywords that are written as a number; it may grow at its end.
/// Immutable and safe to share between threads.
public final class FormCodec {

    private static final FormCodec CANONICAL = new FormCodec(List.of());

    private final List<Keyword> vocabulary;
    private final Map<Keyword, Integer> places = new HashMap<>();

    public FormCodec(List<Keyword> vocabulary) {
        this.vocabulary = List.copyOf(vocabulary);
        this.vocabulary.forEach(name -> places.put(name, places.size()));
    }

    /// Writes a form, sets and maps in the order that they have.
    ///
    /// @throws FactumError `:edn/unprintable` if a part is nothing that EDN can say, `:edn/limit`
    ///   if it nests too deep or contains itself
    public void write(ByteWriter out, @Nullable Object form) {
        new FormWriter(out, places).write(form);
    }

    /// Bytes that are the same for all forms that are equal, for hashing and comparing: sets and
    /// maps in the order of their bytes, numbers as their representatives.
    ///
    /// @throws FactumError as [#write] does
    public static Bytes canonical(@Nullable Object form) {
        var out = new ByteWriter();
        new CanonicalFormWriter(out, CANONICAL.places).write(form);
        return out.toBytes();
    }

    /// Reads a form; its collections cannot be changed.
    ///
    /// @throws FactumError `:db.error/storage-corrupt` if there is none
    public @Nullable Object read(ByteReader in) {
        try {
            return new FormReader(in, vocabulary).read();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException impossible) {
            throw Damage.found("A form has an impossible value", impossible);
        }
    }
}
