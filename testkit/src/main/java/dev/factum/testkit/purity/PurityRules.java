package dev.factum.testkit.purity;

import dev.factum.testkit.purity.Impurity.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which methods of the platform are not pure. Names are `java.lang.System.nanoTime`.
final class PurityRules {

    private static final Map<Kind, Pattern> RULES = new LinkedHashMap<>();

    static {
        rule(
                Kind.CLOCK,
                "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                        + "|java\\.time\\.[A-Za-z]+\\.now"
                        + "|java\\.time\\.(Clock\\.(system|tick).*|InstantSource\\.(system|tick).*)"
                        + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>"
                        + "|java\\.util\\.Calendar\\.getInstance");
        rule(
                Kind.RANDOMNESS,
                "java\\.util\\.(Random|SplittableRandom)\\..*|java\\.security\\.SecureRandom\\..*"
                        + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"
                        + "|java\\.util\\.random\\..*"
                        + "|java\\.lang\\.Math\\.random|java\\.lang\\.StrictMath\\.random"
                        + "|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Collections\\.shuffle"
                        + "|java\\.lang\\.System\\.identityHashCode");
        rule(
                Kind.INPUT_OUTPUT,
                "java\\.io\\.(?!Serializable|UncheckedIOException|IOException|String|ByteArray).*"
                        + "|java\\.nio\\.(file|channels)\\..*"
                        + "|java\\.net\\.(?!URI\\.|URLEncoder|URLDecoder|URISyntax).*"
                        + "|java\\.sql\\..*|javax\\.sql\\..*|java\\.util\\.logging\\..*"
                        + "|java\\.lang\\.(ProcessBuilder|Process|Runtime)\\..*"
                        + "|java\\.lang\\.System\\.(Logger.*|getLogger|in|out|err|load|loadLibrary)");
        rule(
                Kind.THREADS,
                "java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal)(\\$.*)?\\..*"
                        + "|java\\.lang\\.Object\\.(wait|notify|notifyAll)"
                        + "|java\\.util\\.concurrent\\.(?!atomic|TimeUnit|ThreadLocalRandom|Callable"
                        + "|ConcurrentHashMap|ConcurrentSkipList).*"
                        + "|java\\.util\\.(Timer|TimerTask)\\..*"
                        + "|java\\.util\\.Collection\\.parallelStream"
                        + "|java\\.util\\.stream\\..*\\.parallel");
        rule(
                Kind.ENVIRONMENT,
                "java\\.lang\\.System\\.(getenv|getProperty|getProperties|lineSeparator|exit|gc)"
                        + "|java\\.util\\.(Locale|TimeZone)\\.getDefault"
                        + "|java\\.time\\.ZoneId\\.systemDefault"
                        + "|java\\.lang\\.(Boolean|Integer|Long)\\.(getBoolean|getInteger|getLong)"
                        + "|java\\.util\\.ServiceLoader\\..*|java\\.lang\\.StackWalker\\..*");
        rule(
                Kind.HASH_ORDER,
                "java\\.util\\.(Set|Map)\\.(of|copyOf|ofEntries)"
                        + "|java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap)\\.<init>"
                        + "|java\\.util\\.stream\\.Collectors\\.(toSet|toMap|groupingBy|toUnmodifiable"
                        + "(Set|Map))");
    }

    private PurityRules() {}

    private static void rule(Kind kind, String names) {
        RULES.put(kind, Pattern.compile(names));
    }

    /// What is wrong with a method or field of the platform, if something is.
    static Optional<Kind> of(String name) {
        return RULES.entrySet().stream()
                .filter(rule -> rule.getValue().matcher(name).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
