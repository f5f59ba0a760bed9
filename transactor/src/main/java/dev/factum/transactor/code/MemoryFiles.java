package dev.factum.transactor.code;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/// Keeps the classes that one compilation writes in memory.
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    MemoryFiles(JavaFileManager rest) {
        super(rest);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        var content = new ByteArrayOutputStream();
        written.put(className, content);
        return new SimpleJavaFileObject(uri(className, kind), kind) {
            @Override
            public OutputStream openOutputStream() {
                return content;
            }
        };
    }

    /// A source that is only in memory.
    static JavaFileObject source(FunctionSource source) {
        var kind = JavaFileObject.Kind.SOURCE;
        return new SimpleJavaFileObject(uri(source.className(), kind), kind) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
    }

    private static URI uri(String className, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + className.replace('.', '/') + kind.extension);
    }

    /// A loader of the classes that were written.
    ClassLoader loader() {
        Map<String, byte[]> classes = new HashMap<>();
        written.forEach((name, content) -> classes.put(name, content.toByteArray()));
        return new ClassLoader("factum-installed", InstalledFunction.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] content = classes.get(name);
                if (content == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, content, 0, content.length);
            }
        };
    }
}
