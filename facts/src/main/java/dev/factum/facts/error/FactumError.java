package dev.factum.facts.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one exception of Factum: a stable [ErrorCode], a static text, and the data beside it.
///
/// The text never contains variable parts, so that logs can be grouped by it; [#getMessage()] shows
/// text and data together. Entities in the data are named by ident where they have one.
public final class FactumError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String text;
    private transient volatile Map<String, Object> data;

    private FactumError(
            ErrorCode code, String text, Map<String, Object> data, @Nullable Throwable cause) {
        super(text, cause);
        this.code = code;
        this.text = text;
        this.data = Collections.unmodifiableMap(data);
    }

    /// An error without data.
    public static FactumError of(ErrorCode code, String text) {
        return new FactumError(code, text, new LinkedHashMap<>(), null);
    }

    /// An error that another exception led to.
    public static FactumError of(ErrorCode code, String text, Throwable cause) {
        return new FactumError(code, text, new LinkedHashMap<>(), cause);
    }

    /// Adds one more piece of data to this error, and returns it; a null value is left out, and a
    /// key that is already there stays. Whoever passes an error on says what he knows of it, and a
    /// copy would have to walk the stack again each time.
    public FactumError with(String key, @Nullable Object value) {
        if (value != null && !data.containsKey(key)) {
            var extended = new LinkedHashMap<>(data);
            extended.put(key, value);
            data = Collections.unmodifiableMap(extended);
        }
        return this;
    }

    /// Adds the form that was refused, as the caller wrote it.
    public FactumError form(@Nullable Object form) {
        return with("form", form);
    }

    /// Adds the way to the form: positions and keys from the outside in.
    public FactumError path(List<?> path) {
        return with("path", List.copyOf(path));
    }

    public ErrorCode code() {
        return code;
    }

    public Category category() {
        return code.category();
    }

    /// The static text, the same for all errors of its kind.
    public String text() {
        return text;
    }

    /// What was given, what it met and where: keys are plain words such as `attribute`, `value`,
    /// `form`, `path`.
    public Map<String, Object> data() {
        return data;
    }

    @Override
    public String getMessage() {
        return data.isEmpty() ? code.code() + " " + text : code.code() + " " + text + " " + data;
    }
}
