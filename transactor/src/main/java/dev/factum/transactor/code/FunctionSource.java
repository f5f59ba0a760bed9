package dev.factum.transactor.code;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/// A `:db/fn` definition as the source of a class.
///
/// @param className the full name of the class
/// @param text the compilation unit
/// @param linesBefore how many lines stand before the first line of the definition's code
record FunctionSource(String className, String text, int linesBefore) {

    private static final String PACKAGE = "dev.factum.installed";
    private static final String CLASS = "Function";

    /// The source of a definition, or `:db.error/code-does-not-compile` if it is none.
    static FunctionSource of(Map<?, ?> definition) {
        requireJava(value(definition, "lang"));
        List<String> parameters = names(value(definition, "params"));
        if (parameters.isEmpty()) {
            throw refused("The first parameter of a transaction function is the database")
                    .with("params", String.valueOf(value(definition, "params")));
        }
        if (!(value(definition, "code") instanceof String code)) {
            throw refused("The code of a transaction function is a string");
        }
        String head = head(imports(value(definition, "imports")), parameters);
        return new FunctionSource(
                PACKAGE + "." + CLASS,
                head + code + "\n}}\n",
                (int) head.chars().filter(each -> each == '\n').count());
    }

    private static String head(List<String> imports, List<String> parameters) {
        var head = new StringBuilder("package " + PACKAGE + ";\n");
        head.append("import java.util.*;\n");
        head.append("import dev.factum.facts.database.*;\n");
        head.append("import dev.factum.facts.datom.*;\n");
        head.append("import dev.factum.facts.value.*;\n");
        imports.forEach(each -> head.append("import ").append(each).append(";\n"));
        head.append("public final class " + CLASS);
        head.append(" extends dev.factum.transactor.code.InstalledFunction {\n");
        head.append("public ").append(CLASS).append("() { super(");
        head.append(parameters.size() - 1).append("); }\n");
        head.append("@Override protected List<?> body(Database ").append(parameters.getFirst());
        head.append(", List<?> factum$arguments) throws Exception {\n");
        for (int index = 1; index < parameters.size(); index++) {
            head.append("Object ").append(parameters.get(index));
            head.append(" = factum$arguments.get(").append(index - 1).append(");\n");
        }
        return head.toString();
    }

    private static @Nullable Object value(Map<?, ?> definition, String key) {
        Object byKeyword = definition.get(Keyword.of(key));
        if (byKeyword == null) {
            byKeyword = definition.get(Keyword.of("db", key));
        }
        return byKeyword == null ? definition.get(key) : byKeyword;
    }

    private static void requireJava(@Nullable Object language) {
        if (!List.of("java", ":java", ":db.lang/java").contains(String.valueOf(language))) {
            throw FactumError.of(
                            DbErrorCode.UNSUPPORTED,
                            "Transaction functions in this language are not run here")
                    .with("lang", String.valueOf(language))
                    .with("supported", "java");
        }
    }

    private static List<String> names(@Nullable Object parameters) {
        if (!(parameters instanceof List<?> list)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Object parameter : list) {
            String name = text(parameter);
            if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
                throw refused("A parameter is a Java name").with("parameter", name);
            }
            names.add(name);
        }
        return names;
    }

    /// Imports are names such as `"java.time.Instant"` or `"java.time.*"`, or lists such as
    /// `[java.time Instant Duration]`.
    private static List<String> imports(@Nullable Object imports) {
        List<String> names = new ArrayList<>();
        if (imports instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof List<?> classes && !classes.isEmpty()) {
                    classes.subList(1, classes.size())
                            .forEach(
                                    name -> names.add(text(classes.getFirst()) + "." + text(name)));
                } else {
                    names.add(text(each));
                }
            }
        }
        for (String name : names) {
            String bare = name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
            if (!SourceVersion.isName(bare)) {
                throw refused("An import is the name of a class or of a package with .*")
                        .with("import", name);
            }
        }
        return names;
    }

    private static String text(@Nullable Object name) {
        return switch (name) {
            case Keyword keyword -> keyword.name();
            case Symbol symbol -> symbol.toString();
            case null, default -> String.valueOf(name);
        };
    }

    private static FactumError refused(String text) {
        return FactumError.of(DbErrorCode.CODE_DOES_NOT_COMPILE, text);
    }
}
