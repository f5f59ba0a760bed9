package dev.factum.conformance.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules of the house. Each is a function from compiled classes to a list of what breaks it.
///
/// `root` is the package that holds the rooms: `dev.factum`, or a small bad house that shows that
/// the rules can fail.
record Architecture(String root, JavaClasses classes) {

    /// The arrows: each room, and the other rooms it may use.
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static Map<String, Set<String>> mayUse() {
        var rooms = new LinkedHashMap<String, Set<String>>();
        rooms.put("facts", Set.of());
        rooms.put("storage", Set.of("facts"));
        rooms.put("wire", Set.of("facts"));
        rooms.put("transactor", Set.of("facts", "storage"));
        rooms.put("peer", Set.of("facts", "storage", "wire"));
        rooms.put("server", Set.copyOf(rooms.keySet()));
        rooms.put("machine", Set.of("facts"));
        rooms.put("testkit", Set.of("facts", "machine"));
        rooms.put("gateway.http", Set.of("facts", "machine"));
        rooms.put("gateway.kafka", Set.of("facts", "machine"));
        rooms.put("gateway.kafkalocal", Set.of());
        rooms.put("console", Set.of("facts", "peer", "machine"));
        for (String example :
                List.of("examples.cards", "examples.offers", "examples.notifications")) {
            rooms.put(example, Set.of("facts", "peer", "machine", "gateway.http", "gateway.kafka"));
        }
        Set<String> shipped = Set.copyOf(rooms.keySet());
        rooms.put("cli", shipped);
        rooms.put("bench", shipped);
        rooms.put("workload", shipped);
        rooms.put("fuzz", shipped);
        rooms.put("conformance", shipped);
        return rooms;
    }

    /// Rooms that may write to the terminal.
    private static final Set<String> MAY_PRINT = Set.of("cli", "bench", "workload", "conformance");

    /// Packages of the JDK that `facts` may use, apart from the types listed below them.
    private static final Set<String> PURE_PACKAGES =
            Set.of(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.reflect",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.text",
                    "java.time",
                    "java.time.format",
                    "java.time.temporal",
                    "java.util",
                    "java.util.concurrent.atomic",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify.annotations");

    /// Types of other packages that do no I/O and have no thread of their own.
    private static final Set<String> PURE_TYPES =
            Set.of(
                    "java.io.Serial",
                    "java.io.Serializable",
                    "java.net.URI",
                    "java.net.URISyntaxException",
                    "java.security.MessageDigest",
                    "java.security.NoSuchAlgorithmException",
                    "java.util.concurrent.ConcurrentHashMap",
                    "java.util.concurrent.ConcurrentMap",
                    "java.util.zip.CRC32C");

    /// Types of those packages that are a clock, a thread, a process or a source of randomness.
    private static final Pattern IMPURE_TYPES =
            Pattern.compile(
                    "java\\.lang\\.(Thread\\w*|InheritableThreadLocal|ScopedValue|Runtime|Process\\w*)"
                            + "|java\\.time\\.Clock"
                            + "|java\\.util\\.(Random|SplittableRandom|Timer|TimerTask|Date"
                            + "|Calendar|GregorianCalendar|Scanner)");

    /// Methods that read a clock, throw dice, wait, or leave the calling thread.
    private static final Pattern IMPURE_CALLS =
            Pattern.compile(
                    "java\\.lang\\.System\\.(?!arraycopy$|identityHashCode$).*"
                            + "|java\\.time\\..*\\.now"
                            + "|java\\.time\\.InstantSource\\.system"
                            + "|java\\.lang\\.(Strict)?Math\\.random"
                            + "|java\\.util\\.UUID\\.randomUUID"
                            + "|java\\.util\\.Collections\\.shuffle"
                            + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)"
                            + "|java\\.util\\..*\\.(parallel|parallelStream)");

    private static final Pattern EMPTY_WORDS = Pattern.compile("\\w*(Manager|Helper|Utils?|Impl)");

    /// Uses of a room that the arrows do not allow, and packages that belong to no room.
    List<String> forbiddenArrows() {
        return own().flatMap(this::forbiddenArrows).sorted().toList();
    }

    private Stream<String> forbiddenArrows(JavaClass user) {
        Set<String> allowed = MAY_USE.get(room(user));
        if (allowed == null) {
            return Stream.of(user.getName() + " is in no known room");
        }
        return user.getDirectDependenciesFromSelf().stream()
                .filter(use -> isOwn(use.getTargetClass()))
                .filter(use -> !room(use.getTargetClass()).equals(room(user)))
                .filter(use -> !allowed.contains(room(use.getTargetClass())))
                .map(use -> room(user) + " may not use " + use.getDescription());
    }

    /// Packages that use each other in a circle.
    List<String> packageCycles() {
        return slices().assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    /// What the room `facts` uses beside itself and the pure part of the JDK.
    List<String> impurities() {
        return own().filter(user -> room(user).equals("facts"))
                .flatMap(user -> Stream.concat(impureTypes(user), impureCalls(user)))
                .sorted()
                .toList();
    }

    private Stream<String> impureTypes(JavaClass user) {
        return user.getDirectDependenciesFromSelf().stream()
                .filter(use -> !isPure(use.getTargetClass().getBaseComponentType()))
                .map(use -> use.getDescription());
    }

    private static Stream<String> impureCalls(JavaClass user) {
        return user.getAccessesFromSelf().stream()
                .filter(access -> IMPURE_CALLS.matcher(nameOf(access)).matches())
                .map(JavaAccess::getDescription);
    }

    private boolean isPure(JavaClass type) {
        return type.isPrimitive()
                || isOwn(type)
                || PURE_TYPES.contains(type.getName())
                || (PURE_PACKAGES.contains(type.getPackageName())
                        && !IMPURE_TYPES.matcher(type.getName().replaceAll("\\$.*", "")).matches());
    }

    /// Writing to the terminal outside the rooms that may.
    List<String> prints() {
        return own().filter(user -> !MAY_PRINT.contains(room(user)))
                .flatMap(user -> user.getAccessesFromSelf().stream())
                .filter(Architecture::prints)
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
    }

    private static boolean prints(JavaAccess<?> access) {
        String name = nameOf(access);
        boolean traceToTheTerminal =
                access.getName().equals("printStackTrace")
                        && access.getTarget().getFullName().endsWith("()");
        return name.equals("java.lang.System.out")
                || name.equals("java.lang.System.err")
                || traceToTheTerminal;
    }

    /// Packages without a `package-info` that says `@NullMarked`.
    List<String> unexplainedPackages() {
        return own().map(JavaClass::getPackage)
                .distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
    }

    /// Classes whose name says nothing about what they are.
    List<String> emptyNames() {
        return own().filter(type -> EMPTY_WORDS.matcher(type.getSimpleName()).matches())
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private Stream<JavaClass> own() {
        return classes.stream().filter(this::isOwn);
    }

    private boolean isOwn(JavaClass type) {
        return type.getPackageName().startsWith(root + ".");
    }

    /// The first part of the package under the root; rooms that stand in a row have two.
    private String room(JavaClass type) {
        String[] parts = type.getPackageName().substring(root.length() + 1).split("\\.", -1);
        boolean inRow = parts[0].equals("gateway") || parts[0].equals("examples");
        return inRow && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    /// Every package is a slice of its own.
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }
}
