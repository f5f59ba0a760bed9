package dev.factum.facts.edn;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prints one form for people: on one line where that fits, otherwise each element on a line of its
/// own.
///
/// Belongs to one thread.
final class PrettyPrinter {

    private static final int WIDTH = 100;

    /// A value whose key ends further right starts on the next line.
    private static final int KEY_WIDTH = 60;

    private final StringBuilder out = new StringBuilder();
    private int lineStart;

    /// The text of `form`, after making sure that it has one.
    String print(@Nullable Object form) {
        String flat = new EdnPrinter().print(form);
        if (flat.length() <= WIDTH) {
            return flat;
        }
        form(form, 0);
        return out.toString();
    }

    /// Writes `form`, after which `closers` closing brackets follow on the same line.
    private void form(@Nullable Object form, int closers) {
        int room = Math.max(0, WIDTH - column() - closers);
        String flat = EdnPrinter.beginning(form, room);
        if (flat.length() <= room) {
            out.append(flat);
            return;
        }
        switch (form) {
            case EdnList list -> elements("(", list, ")", closers);
            case List<?> list -> elements("[", list, "]", closers);
            case Set<?> set -> elements("#{", set, "}", closers);
            case Map<?, ?> map -> map(map, closers);
            case Tagged tagged -> tagged(tagged, closers);
            case null, default -> out.append(new EdnPrinter().print(form));
        }
    }

    private void elements(String opening, Iterable<?> elements, String closing, int closers) {
        out.append(opening);
        int indent = column();
        Iterator<?> iterator = elements.iterator();
        while (iterator.hasNext()) {
            Object element = iterator.next();
            form(element, iterator.hasNext() ? 0 : closers + 1);
            if (iterator.hasNext()) {
                newLine(indent);
            }
        }
        out.append(closing);
    }

    private void map(Map<?, ?> map, int closers) {
        out.append('{');
        int indent = column();
        Iterator<? extends Map.Entry<?, ?>> iterator = map.entrySet().iterator();
        while (iterator.hasNext()) {
            Map.Entry<?, ?> entry = iterator.next();
            form(entry.getKey(), 0);
            if (column() > KEY_WIDTH) {
                newLine(indent + 1);
            } else {
                out.append(' ');
            }
            form(entry.getValue(), iterator.hasNext() ? 0 : closers + 1);
            if (iterator.hasNext()) {
                newLine(indent);
            }
        }
        out.append('}');
    }

    private void tagged(Tagged tagged, int closers) {
        out.append('#').append(tagged.tag()).append(' ');
        form(tagged.value(), closers);
    }

    private int column() {
        return out.length() - lineStart;
    }

    private void newLine(int indent) {
        out.append('\n');
        lineStart = out.length();
        out.repeat(' ', indent);
    }
}
