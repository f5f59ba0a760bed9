package dev.factum.workload.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.message.MessageType;
import dev.factum.workload.effects.Attempt.Conduct;
import dev.factum.workload.effects.Evidence.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The checks find what is wrong, and nothing in what is right.
class ChecksTest {

    private static final String COUNTED = MessageType.nameOf(Counting.Counted.class);
    private static final String ANSWERED = MessageType.nameOf(Counting.Answered.class);
    private static final Checks CHECKS = new Checks(Set.of("a", "b"), 5, false);
    private static final Checks KEYLESS = new Checks(Set.of("a", "b"), 5, true);

    private final List<Known> facts =
            new ArrayList<>(List.of(new Known("a", 1, 1, "DONE"), new Known("b", 1, 1, "DONE")));
    private final List<Attempt> attempts =
            new ArrayList<>(
                    List.of(
                            new Attempt("ka", "a", "fa", Conduct.LOST),
                            new Attempt("ka", "a", "fa", Conduct.ANSWERED),
                            new Attempt("kb", "b", "fb", Conduct.ANSWERED)));
    private final List<Heard> heard =
            new ArrayList<>(
                    List.of(
                            new Heard("1", "a", COUNTED, "x"),
                            new Heard("1", "a", COUNTED, "x"),
                            new Heard("2", "a", ANSWERED, "x"),
                            new Heard("3", "b", COUNTED, "x"),
                            new Heard("4", "b", ANSWERED, "x")));
    private Standing standing = new Standing(2, 0, 0, 0, 0, 5);
    private long changes = 2;

    private List<String> wrong(Checks checks) {
        return checks.wrong(new Evidence(facts, changes, attempts, heard, standing));
    }

    private void assertFound(String beginning) {
        assertThat(wrong(CHECKS)).anyMatch(each -> each.startsWith(beginning));
    }

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(wrong(CHECKS)).isEmpty();
    }

    @Test
    void factsThatAreMissingDoubledOrStrange() {
        facts.set(0, new Known("a", 2, 1, "DONE"));
        facts.set(1, new Known("c", 1, 2, "FAILED"));
        changes = 3;
        assertFound("No fact of (1): [b]");
        assertFound("A fact from nowhere of (1): [c]");
        assertFound("Not decided once (1)");
        assertFound("Not one answer recorded (1)");
        assertFound("The history has 3 decisions of 2");
        assertFound("Not done (1)");
    }

    @Test
    void keysThatAreSharedOrHaveTwoContents() {
        attempts.add(new Attempt("ka", "b", "other", Conduct.BROKEN));
        attempts.add(new Attempt("kc", "c", "fc", Conduct.SLOW));
        assertFound("A key with two contents (1)");
        assertFound("A key for two messages (1)");
        assertFound("A message under two keys (1)");
        assertFound("A request from nowhere for (1): [c]");
        assertFound("The counter is at 3 instead of 2");
    }

    @Test
    void outputsThatAreMissingOrDiffer() {
        heard.set(1, new Heard("1", "a", COUNTED, "y"));
        heard.set(2, new Heard("5", "a", COUNTED, "x"));
        heard.add(new Heard("6", "c", "other", "x"));
        assertFound("A message with two bodies (1)");
        assertFound("A message about nothing (1)");
        assertFound("Two different messages " + COUNTED + " (1)");
        assertFound("No message " + ANSWERED + " about (1): [a]");
        assertFound("A message of another type (1)");
    }

    @Test
    void workThatIsLeft() {
        standing = new Standing(2, 1, 0, 0, 0, 4);
        assertFound("Something is left open");
        assertFound("The positions count 4 records of 5");
    }

    @Test
    void withoutKeysTheUnknownIsSaidAndNothingIsCountedTwice() {
        facts.set(0, new Known("a", 1, 1, "UNKNOWN"));
        attempts.remove(1);
        heard.removeIf(each -> each.message().equals("1"));
        standing = new Standing(2, 0, 1, 0, 0, 5);
        assertThat(wrong(KEYLESS)).isEmpty();
        attempts.add(new Attempt("-", "a", "fa", Conduct.SLOW));
        attempts.remove(1);
        standing = new Standing(2, 0, 0, 0, 0, 5);
        assertThat(wrong(KEYLESS))
                .anyMatch(each -> each.startsWith("Counted twice (1)"))
                .anyMatch(each -> each.startsWith("Said to be done and never counted (1)"))
                .anyMatch(each -> each.startsWith("0 requests wait for a person"));
    }
}
