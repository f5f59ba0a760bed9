package dev.factum.facts.edn;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the forms of one text.
///
/// Forms nest by recursion, which the depth limit bounds. Belongs to one thread.
final class EdnReader {

    private final String text;
    private final EdnScanner scanner;
    private final EdnLimits limits;
    private final PositionRecorder recorder;
    private int depth;
    private int nodes;

    EdnReader(String text, EdnLimits limits, PositionRecorder recorder) {
        this.text = text;
        this.scanner = new EdnScanner(text);
        this.limits = limits;
        this.recorder = recorder;
    }

    /// The only form of the text.
    @Nullable Object single() {
        checkLength();
        if (!advance()) {
            throw unexpected("Expected a form");
        }
        Object form = form();
        if (advance() || !scanner.atEnd()) {
            throw unexpected("Expected only one form");
        }
        return form;
    }

    /// All forms of the text.
    List<@Nullable Object> all() {
        checkLength();
        var forms = new ArrayList<@Nullable Object>();
        while (advance()) {
            forms.add(form());
        }
        if (!scanner.atEnd()) {
            throw unexpected("Expected a form");
        }
        return Collections.unmodifiableList(forms);
    }

    private void checkLength() {
        if (text.length() > limits.characters()) {
            throw scanner.locate(
                    EdnFault.limit("The text is too long", "characters", limits.characters()),
                    limits.characters(),
                    "");
        }
    }

    /// Moves to the next form and over what is discarded; false at the end or at a closing bracket.
    private boolean advance() {
        scanner.skipBlank();
        while (scanner.at("#_")) {
            discard();
            scanner.skipBlank();
        }
        return !scanner.atEnd() && !atClosing();
    }

    private void discard() {
        int start = scanner.offset();
        scanner.skip(2);
        nest(start);
        if (!advance()) {
            throw scanner.locate(EdnFault.syntax("Expected a form to discard"), start);
        }
        form();
        recorder.forget();
        depth--;
    }

    /// The form that begins at the scanner.
    private @Nullable Object form() {
        int start = scanner.offset();
        recorder.begin(start);
        try {
            if (++nodes > limits.nodes()) {
                throw EdnFault.limit("The text has too many forms", "nodes", limits.nodes());
            }
            Object form = dispatch(start);
            recorder.end();
            return form;
        } catch (FactumError error) {
            throw scanner.locate(error, start);
        }
    }

    private @Nullable Object dispatch(int start) {
        return switch (scanner.peek()) {
            case '(' -> new EdnList(elements(start, ")", 1).toArray());
            case '[' -> new FrozenList(elements(start, "]", 1).toArray());
            case '{' -> elements(start, "}", 2).toMap();
            case '"' -> EdnStrings.read(scanner, limits);
            case '\\' -> EdnCharacters.read(scanner);
            case '#' -> hash(start);
            default -> atom();
        };
    }

    /// The forms from the opening bracket at the scanner to `closing`, of which `step` make an
    /// element.
    private EdnElements elements(int start, String closing, int step) {
        scanner.skip(1);
        nest(start);
        var elements = new EdnElements(scanner, limits);
        while (advance()) {
            if (elements.size() == (long) limits.collectionSize() * step) {
                throw EdnFault.limit(
                        "A collection is too large", "collectionSize", limits.collectionSize());
            }
            int offset = scanner.offset();
            elements.add(form(), offset);
        }
        close(start, closing);
        depth--;
        return elements;
    }

    private void nest(int start) {
        if (++depth > limits.depth()) {
            throw scanner.locate(
                    EdnFault.limit("The text nests too deep", "depth", limits.depth()), start);
        }
    }

    private void close(int start, String closing) {
        if (scanner.atEnd()) {
            throw EdnFault.syntax("A collection is not closed").with("expected", closing);
        }
        if (!scanner.at(closing)) {
            throw unexpected("Expected another closing bracket")
                    .with("expected", closing)
                    .with("opened", Position.in(text, start).toString());
        }
        scanner.skip(1);
    }

    private @Nullable Object atom() {
        String token = scanner.token();
        if (token.isEmpty() || token.charAt(0) == '\'') {
            throw EdnFault.syntax(EdnUnexpected.reason(scanner, token));
        }
        return EdnNumbers.isNumber(token) ? EdnNumbers.read(token, limits) : EdnNames.read(token);
    }

    /// What begins with `#`: a set, a special number, a map with a namespace, or a tag.
    private @Nullable Object hash(int start) {
        scanner.skip(1);
        char kind = scanner.peek();
        if (Character.isLetter(kind)) {
            return tagged(start);
        }
        return switch (kind) {
            case '{' -> elements(start, "}", 1).toSet();
            case '#' -> symbolic();
            case ':' -> namespaced(start);
            default -> throw EdnFault.syntax(EdnUnexpected.reasonAfterHash(scanner));
        };
    }

    private Double symbolic() {
        scanner.skip(1);
        return switch (scanner.token()) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw EdnFault.syntax("Expected ##Inf, ##-Inf or ##NaN");
        };
    }

    private Object namespaced(int start) {
        String namespace = EdnNames.namespace(scanner.token());
        scanner.skipBlank();
        if (!scanner.at("{")) {
            throw EdnFault.syntax("Expected a map after its namespace, as in #:person{:name 1}");
        }
        EdnElements elements = elements(start, "}", 2);
        elements.qualifyKeys(namespace);
        return elements.toMap();
    }

    private Object tagged(int start) {
        Symbol tag = EdnNames.symbol(scanner.token());
        nest(start);
        if (!advance()) {
            throw EdnFault.syntax("Expected a form after the tag");
        }
        Object value = form();
        depth--;
        return EdnTags.apply(tag, value);
    }

    private FactumError unexpected(String expectation) {
        String token = scanner.atEnd() ? "" : String.valueOf(scanner.peek());
        return scanner.locate(EdnFault.syntax(expectation), scanner.offset(), token);
    }

    private boolean atClosing() {
        return scanner.at(")") || scanner.at("]") || scanner.at("}");
    }
}
