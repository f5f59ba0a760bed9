package dev.factum.testkit.purity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.testkit.purity.Impurity.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of impurity is found, however it is reached, and pure code is let alone.
class PurityScanTest {

    static final class Clock {
        static Instant when() {
            return Instant.now();
        }
    }

    static final class Dice {
        static UUID id() {
            return UUID.randomUUID();
        }
    }

    static final class Reader {
        static boolean isThere(Path path) {
            return Files.exists(path);
        }
    }

    static final class Printer {
        @SuppressWarnings("SystemOut") // it is what is looked for
        static void say(String text) {
            System.out.println(text);
        }
    }

    static final class Forker {
        static Thread fork(Runnable work) {
            return Thread.ofVirtual().start(work);
        }
    }

    static final class Home {
        static String user() {
            return System.getProperty("user.name");
        }
    }

    static final class Counter {
        private static int count;

        static int next() {
            count++;
            return count;
        }
    }

    static final class Hasher {
        static List<String> names() {
            Map<String, String> map = new HashMap<>();
            map.put("a", "b");
            return List.copyOf(map.keySet());
        }
    }

    static final class Literal {
        static Set<String> names() {
            return Set.of("a", "b");
        }
    }

    static final class Far {
        static Supplier<Object> later() {
            return () -> List.of(1, 2).stream().map(_ -> Clock.when()).toList();
        }
    }

    static final class Pure {
        private static final List<String> NAMES = List.of("a", "b");

        static String greeting(String name, Instant at) {
            var text = new StringBuilder("Hello ").append(name);
            NAMES.stream().sorted().forEach(text::append);
            return text + " at " + at.plusSeconds(5);
        }
    }

    record Sample(Class<?> type, Kind kind, String what) {}

    static List<Sample> samples() {
        return List.of(
                new Sample(Clock.class, Kind.CLOCK, "java.time.Instant.now"),
                new Sample(Dice.class, Kind.RANDOMNESS, "java.util.UUID.randomUUID"),
                new Sample(Reader.class, Kind.INPUT_OUTPUT, "java.nio.file.Files.exists"),
                new Sample(Printer.class, Kind.INPUT_OUTPUT, "java.lang.System.out"),
                new Sample(Forker.class, Kind.THREADS, "java.lang.Thread.ofVirtual"),
                new Sample(Home.class, Kind.ENVIRONMENT, "java.lang.System.getProperty"),
                new Sample(Hasher.class, Kind.HASH_ORDER, "java.util.HashMap.<init>"),
                new Sample(Literal.class, Kind.HASH_ORDER, "java.util.Set.of"),
                new Sample(Far.class, Kind.CLOCK, "java.time.Instant.now"),
                new Sample(Counter.class, Kind.MUTABLE_STATE, Counter.class.getName() + ".count"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsNotPureIsFound(Sample sample) {
        assertThat(PurityScan.of(sample.type()).run())
                .anySatisfy(found -> {
                    assertThat(found.kind()).isEqualTo(sample.kind());
                    assertThat(found.what()).isEqualTo(sample.what());
                    assertThat(found.path().getFirst()).startsWith(sample.type().getName());
                });
        assertThatThrownBy(() -> PurityScan.of(sample.type()).assertPure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(sample.what());
    }

    @Test
    void pureCodeIsLetAlone() {
        PurityScan.of(Pure.class).assertPure();
    }

    @Test
    void whatIsAllowedIsLetAlone() {
        PurityScan.of(Literal.class).allowing("java.util.Set.of").assertPure();
        assertThat(PurityScan.of(Far.class).allowing(Clock.class.getName() + ".when").run())
                .isEmpty();
    }

    @Test
    void thePathSaysHowItIsReached() {
        Impurity found = PurityScan.of(Far.class).run().getFirst();
        assertThat(found.path().getLast()).isEqualTo(Clock.class.getName() + ".when");
        assertThat(found.toString()).contains("CLOCK", " -> ");
    }
}
