package dev.factum.transactor.code;

import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TransactionFunction;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Compiles transaction functions that are stored as data with the compiler of the JDK.
///
/// ```edn
/// {:lang "java" :params ["db" "customer" "offer"] :imports ["java.time.Instant"]
///  :code "if (…) throw cancel(\"conflict\", \"Three offers are enough\");
///         return List.of(Map.of(…));"}
/// ```
///
/// The first parameter is the [dev.factum.facts.database.Database] before the transaction, the
/// others are objects; the code is the body of a method that answers transaction data. A definition
/// is compiled once (some 0.1 s, the first one more) and kept. Safe to share between threads.
///
/// Errors: `:db.error/code-does-not-compile` with the compiler's message and the line in the code,
/// `:db.error/unsupported` on a Java without compiler.
public final class JdkCompiler implements Functions.Compiler {

    private static final int MAX_KEPT = 1_000;

    private final Map<Map<?, ?>, TransactionFunction> compiled =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Map<?, ?>, TransactionFunction> eldest) {
                    return size() > MAX_KEPT;
                }
            };

    @Override
    public synchronized TransactionFunction compile(Map<?, ?> definition) {
        TransactionFunction known = compiled.get(definition);
        if (known == null) {
            known = compile(FunctionSource.of(definition));
            compiled.put(definition, known);
        }
        return known;
    }

    private static TransactionFunction compile(FunctionSource source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw FactumError.of(
                    DbErrorCode.UNSUPPORTED,
                    "This Java has no compiler: functions stored as data need a JDK, not a JRE");
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files =
                new MemoryFiles(
                        compiler.getStandardFileManager(
                                diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
            var options = List.of("-proc:none", "-nowarn", "-classpath", classPath());
            var sources = List.of(MemoryFiles.source(source));
            if (!compiler.getTask(null, files, diagnostics, options, null, sources).call()) {
                throw refusal(source, diagnostics);
            }
            return instance(files.loader(), source.className());
        } catch (IOException unreadable) {
            throw FactumError.of(
                    DbErrorCode.UNSUPPORTED,
                    "The compiler cannot read the place that Factum was loaded from",
                    unreadable);
        }
    }

    private static TransactionFunction instance(ClassLoader loader, String className) {
        try {
            return (TransactionFunction)
                    loader.loadClass(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw FactumError.of(
                    DbErrorCode.CODE_DOES_NOT_COMPILE,
                    "The compiled function cannot be loaded",
                    impossible);
        }
    }

    private static FactumError refusal(
            FunctionSource source, DiagnosticCollector<JavaFileObject> diagnostics) {
        for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                return FactumError.of(
                                DbErrorCode.CODE_DOES_NOT_COMPILE,
                                "The code of a transaction function does not compile")
                        .with("line", each.getLineNumber() - source.linesBefore())
                        .with("column", each.getColumnNumber())
                        .with("message", each.getMessage(Locale.ROOT));
            }
        }
        return FactumError.of(
                DbErrorCode.CODE_DOES_NOT_COMPILE,
                "The code of a transaction function does not compile");
    }

    /// What the process runs with, and where Factum's own classes are if that is elsewhere.
    private static String classPath() {
        List<String> places = new ArrayList<>();
        places.add(System.getProperty("java.class.path", ""));
        for (Class<?> own : List.of(Functions.class, InstalledFunction.class)) {
            CodeSource place = own.getProtectionDomain().getCodeSource();
            if (place != null) {
                try {
                    places.add(Path.of(place.getLocation().toURI()).toString());
                } catch (URISyntaxException | IllegalArgumentException notAFile) {
                    throw FactumError.of(
                            DbErrorCode.UNSUPPORTED,
                            "The compiler cannot read the place that Factum was loaded from",
                            notAFile);
                }
            }
        }
        return String.join(File.pathSeparator, places);
    }
}
