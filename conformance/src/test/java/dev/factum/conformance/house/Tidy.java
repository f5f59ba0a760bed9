package dev.factum.conformance.house;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must not be left lying about, as functions from a file to what is wrong in it.
///
/// The words that are looked for are written in two pieces, so that this file is tidy too.
final class Tidy {

    private static final Pattern MARKER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

    private static final Pattern SKIPPED_TEST =
            Pattern.compile(
                    "@Dis" + "abled\\w*|@Ig" + "nore\\b|\\bass" + "ume(True|False|That|ing)");

    private static final Pattern NAP =
            Pattern.compile("\\b(Thread|SECONDS|MILLISECONDS|TimeUnit\\.\\w+)\\.sl" + "eep\\b");

    private static final Pattern EMPTY_CATCH =
            Pattern.compile("\\bcatch\\s*\\([^)]*\\)\\s*\\{\\s*}");

    private static final Pattern PLACE =
            Pattern.compile(
                    "(?<![\\w.*}-])/(wo"
                            + "rk|ro"
                            + "ot|ho"
                            + "me|Us"
                            + "ers)/\\w"
                            + "|repo1?\\.mav"
                            + "en\\b|registry\\.np"
                            + "mjs|sona"
                            + "type\\.");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private Tidy() {}

    /// Markers of unfinished work.
    static List<String> markers(String text) {
        return found(MARKER, text);
    }

    /// Tests that are switched off, always or on some machines.
    static List<String> skippedTests(String text) {
        return found(SKIPPED_TEST, text);
    }

    /// Tests that wait for time to pass instead of for what they want to see.
    static List<String> naps(String text) {
        return found(NAP, text);
    }

    /// Errors that are swallowed without a word.
    static List<String> emptyCatches(String text) {
        return found(EMPTY_CATCH, text);
    }

    /// Directories of one machine, and hosts of package registries.
    static List<String> places(String text) {
        return found(PLACE, text);
    }

    /// The targets of links to other files, outside code blocks and without the part after `#`.
    static List<String> relativeLinks(String markdown) {
        return LINK.matcher(FENCE.matcher(markdown).replaceAll(""))
                .results()
                .map(link -> link.group(1).replaceAll("#.*", ""))
                .filter(target -> !target.isEmpty() && !target.matches("\\w+:.*"))
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        Stream<MatchResult> results = pattern.matcher(text).results();
        return results.map(MatchResult::group).toList();
    }
}
