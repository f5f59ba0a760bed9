package dev.factum.facts.edn;

import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and prints EDN. The package page says which form becomes which Java object.
///
/// Text that is not EDN is refused as `:edn/syntax`, and text that goes beyond [EdnLimits] as
/// `:edn/limit`; both errors carry `line`, `column` and `token`. Stateless, so safe to use from all
/// threads.
public final class Edn {

    private Edn() {}

    /// The one form in `text`; `nil` is null.
    public static @Nullable Object read(String text) {
        return read(text, EdnLimits.DEFAULT);
    }

    /// The one form in `text`, within `limits`.
    public static @Nullable Object read(String text, EdnLimits limits) {
        return new EdnReader(text, limits, PositionRecorder.off()).single();
    }

    /// All forms in `text`, which may be none.
    public static List<@Nullable Object> readAll(String text) {
        return readAll(text, EdnLimits.DEFAULT);
    }

    /// All forms in `text`, within `limits`.
    public static List<@Nullable Object> readAll(String text, EdnLimits limits) {
        return new EdnReader(text, limits, PositionRecorder.off()).all();
    }

    /// The one form in `text` and where each part of it stands.
    public static Positioned readWithPositions(String text) {
        return readWithPositions(text, EdnLimits.DEFAULT);
    }

    /// The one form in `text`, within `limits`, and where each part of it stands.
    public static Positioned readWithPositions(String text, EdnLimits limits) {
        var recorder = PositionRecorder.on();
        Object form = new EdnReader(text, limits, recorder).single();
        return new Positioned(
                form, new Positions(text, new PositionedPart(form, recorder.single())));
    }

    /// `form` on one line. Reading it gives an equal form if `form` has the classes that reading
    /// gives.
    ///
    /// What EDN cannot say is refused as `:edn/unprintable`.
    public static String print(@Nullable Object form) {
        return new EdnPrinter().print(form);
    }

    /// `form` on as many lines of about 100 columns as it needs, for people to read.
    public static String pretty(@Nullable Object form) {
        return new PrettyPrinter().print(form);
    }

    /// True if [#print] can say this name: it has no space, bracket or the like in it.
    public static boolean isPrintable(Keyword name) {
        return EdnNames.isReadable(name);
    }

    /// True if [#print] can say this name.
    public static boolean isPrintable(Symbol name) {
        return EdnNames.isReadable(name);
    }

    /// A text that is the same for all forms which are equal: for hashing and comparing, not for
    /// reading back.
    ///
    /// Sets and maps are in the order of [dev.factum.facts.value.ValueOrder], and numbers are
    /// written as their [dev.factum.facts.value.ValueOrder#canonical] representative: `1N` as `1`,
    /// `1.50M` as `1.5M`.
    public static String canonical(@Nullable Object form) {
        return new CanonicalPrinter().print(form);
    }
}
