package dev.factum.testkit.purity;

import dev.factum.testkit.purity.Impurity.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks through the bytes of handlers, and of all code that they reach, for what is not pure.
///
/// ```java
/// PurityScan.of(CardHandlers.class).assertPure();
/// ```
///
/// Calls are followed into all code but that of the platform and of Factum itself, which is pure
/// where handlers meet it; lambdas are followed, and what overrides a method is not. So a scan
/// finds what is written down, and the audit by digest finds the rest. Belongs to one thread.
///
/// The idea of such a check is from Temporal's `workflowcheck`; the bytes are read with the class
/// file API of JDK 24.
public final class PurityScan {

    private static final Pattern PLATFORM =
            Pattern.compile("(java|javax|jdk|sun|com\\.sun|dev\\.factum\\.(facts|machine))\\..*");

    private final List<Class<?>> roots;
    private final Set<String> allowed;
    private final Map<String, Optional<ClassModel>> classes = new HashMap<>();
    private final List<Impurity> found = new ArrayList<>();
    private final Set<Method> seen = new HashSet<>();
    private final Deque<Visit> unvisited = new ArrayDeque<>();

    private PurityScan(List<Class<?>> roots, Set<String> allowed) {
        this.roots = roots;
        this.allowed = allowed;
    }

    /// A scan of all methods of these classes.
    public static PurityScan of(Class<?>... handlers) {
        return new PurityScan(Arrays.asList(handlers), Set.of());
    }

    /// The same scan, where these methods are taken to be pure.
    ///
    /// @param methods such as `java.util.Set.of` or `com.example.Prices.rounded`
    public PurityScan allowing(String... methods) {
        var extended = new HashSet<>(allowed);
        extended.addAll(Arrays.asList(methods));
        return new PurityScan(roots, extended);
    }

    private record Method(String owner, String name, String type) {
        String shown() {
            return owner + "." + name;
        }
    }

    private record Visit(Method method, List<String> path) {}

    /// Fails with all that was found, if anything was.
    public void assertPure() {
        List<Impurity> impurities = run();
        if (!impurities.isEmpty()) {
            var text = new StringBuilder("These handlers are not pure:");
            impurities.forEach(each -> text.append("\n  ").append(each));
            throw new AssertionError(text.toString());
        }
    }

    /// Scans, and gives what was found.
    public List<Impurity> run() {
        found.clear();
        seen.clear();
        for (Class<?> root : roots) {
            model(root.getName())
                    .orElseThrow(() ->
                            new IllegalArgumentException("The bytes of " + root + " are not there"))
                    .methods()
                    .forEach(method ->
                            enter(
                                    new Method(
                                            root.getName(),
                                            method.methodName().stringValue(),
                                            method.methodType().stringValue()),
                                    List.of()));
        }
        while (!unvisited.isEmpty()) {
            visit(unvisited.poll());
        }
        return List.copyOf(found);
    }

    private void enter(Method method, List<String> path) {
        if (seen.add(method)) {
            var extended = new ArrayList<>(path);
            extended.add(method.shown());
            unvisited.add(new Visit(method, extended));
        }
    }

    private void visit(Visit visit) {
        Method method = visit.method();
        Optional<MethodModel> body =
                model(method.owner()).stream()
                        .flatMap(owner -> owner.methods().stream())
                        .filter(each ->
                                each.methodName().equalsString(method.name())
                                        && each.methodType().equalsString(method.type()))
                        .findFirst();
        body.flatMap(MethodModel::code)
                .ifPresent(code -> code.forEach(element -> look(element, visit)));
    }

    private void look(CodeElement element, Visit visit) {
        switch (element) {
            case InvokeInstruction call ->
                    call(
                            new Method(
                                    named(call.owner().asInternalName()),
                                    call.name().stringValue(),
                                    call.type().stringValue()),
                            visit);
            case InvokeDynamicInstruction dynamic -> {
                for (ConstantDesc argument : dynamic.bootstrapArgs()) {
                    if (argument instanceof DirectMethodHandleDesc handle) {
                        call(
                                new Method(
                                        named(internal(handle.owner().descriptorString())),
                                        handle.methodName(),
                                        handle.lookupDescriptor()),
                                visit);
                    }
                }
            }
            case FieldInstruction field -> field(field, visit);
            default -> {} // other instructions work on what is at hand
        }
    }

    private static String internal(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private static String named(String internalName) {
        return internalName.replace('/', '.');
    }

    private void call(Method method, Visit visit) {
        if (allowed.contains(method.shown())) {
            return;
        }
        Optional<Kind> wrong = PurityRules.of(method.shown());
        if (wrong.isPresent()) {
            found.add(new Impurity(wrong.get(), method.shown(), visit.path()));
        } else if (!PLATFORM.matcher(method.owner()).matches()) {
            enter(method, visit.path());
        }
    }

    private void field(FieldInstruction field, Visit visit) {
        boolean isStatic = field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
        String owner = named(field.owner().asInternalName());
        String name = owner + "." + field.name().stringValue();
        if (!isStatic || allowed.contains(name)) {
            return;
        }
        if (PLATFORM.matcher(owner).matches()) {
            PurityRules.of(name)
                    .ifPresent(kind -> found.add(new Impurity(kind, name, visit.path())));
        } else if (isMutable(field, owner) && !visit.method().name().equals("<clinit>")) {
            found.add(new Impurity(Kind.MUTABLE_STATE, name, visit.path()));
        }
    }

    private boolean isMutable(FieldInstruction field, String owner) {
        return field.opcode() == Opcode.PUTSTATIC
                || model(owner).stream()
                        .flatMap(model -> model.fields().stream())
                        .anyMatch(each ->
                                each.fieldName().equalsString(field.name().stringValue())
                                        && !each.flags().has(AccessFlag.FINAL));
    }

    /// The bytes of a class, if they are there.
    private Optional<ClassModel> model(String name) {
        return classes.computeIfAbsent(name, this::parsed);
    }

    private Optional<ClassModel> parsed(String name) {
        ClassLoader loader = roots.getFirst().getClassLoader();
        try (InputStream bytes = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
