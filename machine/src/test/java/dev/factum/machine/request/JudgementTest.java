package dev.factum.machine.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.machine.effect.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each outcome of an attempt means, row by row of the table at [Judgement].
class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static PlannedRequest planned(long attempts, Optional<Instant> sent) {
        return new PlannedRequest(
                1,
                "key",
                "main",
                "h",
                "m",
                "lane",
                "pay",
                "psp",
                Optional.empty(),
                "group",
                7,
                Optional.empty(),
                false,
                Optional.empty(),
                RequestState.PLANNED,
                Optional.of(NOW),
                attempts,
                attempts,
                0,
                NOW,
                sent,
                Optional.empty(),
                Optional.empty());
    }

    private static Judgement judgement(
            String method, boolean honoursKeys, long attempts, Optional<Instant> sent) {
        return new Judgement(
                Request.of("pay", method, "psp", "/pay"),
                new Destination(
                        "psp",
                        honoursKeys,
                        DAY,
                        Duration.ofSeconds(10),
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60)),
                planned(attempts, sent),
                NOW);
    }

    private static Judgement keyed() {
        return judgement("POST", true, 0, Optional.empty());
    }

    private static Judgement keyless() {
        return judgement("POST", false, 0, Optional.empty());
    }

    private static Exchange answer(int status, String... retryAfter) {
        return new Exchange.Answered(
                status,
                retryAfter.length == 0 ? Map.of() : Map.of("retry-after", retryAfter[0]),
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "200, Done, Done",
        "204, Done, Done",
        "301, Failed, Failed",
        "400, Failed, Failed",
        "404, Failed, Failed",
        "408, Again, Again",
        "409, Again, Failed",
        "422, Failed, Failed",
        "425, Again, Again",
        "429, Again, Again",
        "500, Again, Lost",
        "502, Again, Lost",
        "503, Again, Again"
    })
    void anAnswerMeans(int status, String withKeys, String withoutKeys) {
        assertThat(keyed().of(answer(status)).getClass().getSimpleName()).isEqualTo(withKeys);
        assertThat(keyless().of(answer(status)).getClass().getSimpleName()).isEqualTo(withoutKeys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "put"})
    void someMethodsMayAlwaysBeRepeated(String method) {
        assertThat(judgement(method, false, 0, Optional.empty()).of(new Exchange.Unknown("reset")))
                .isInstanceOfSatisfying(
                        Verdict.Again.class, again -> assertThat(again.maybeSent()).isTrue());
    }

    @Test
    void whatWasNotSentIsSentAgainWhateverItIs() {
        assertThat(keyless().of(new Exchange.NotSent("refused")))
                .isInstanceOfSatisfying(
                        Verdict.Again.class, again -> assertThat(again.maybeSent()).isFalse());
        assertThat(keyless().of(new Exchange.Unknown("reset"))).isInstanceOf(Verdict.Lost.class);
        assertThat(keyless().of(new Exchange.Refused("rule"))).isInstanceOf(Verdict.Failed.class);
    }

    /// A sender who died may have sent unseen what may be repeated; only what changes nothing, and
    /// what is noted before it is sent, can be said to have failed.
    @ParameterizedTest
    @CsvSource({
        "GET, true, Failed",
        "GET, false, Failed",
        "PUT, false, Lost",
        "POST, true, Lost",
        "POST, false, Failed"
    })
    void attemptsEnd(String method, boolean honoursKeys, String withoutNote) {
        Exchange away = new Exchange.NotSent("away");
        assertThat(
                        judgement(method, honoursKeys, 4, Optional.empty())
                                .of(away)
                                .getClass()
                                .getSimpleName())
                .isEqualTo(withoutNote);
        assertThat(judgement(method, honoursKeys, 4, Optional.of(NOW)).of(away))
                .isInstanceOf(Verdict.Lost.class);
    }

    /// Once the partner has forgotten the key, sending it again would do it again.
    @Test
    void aKeyIsNotUsedWhenThePartnerHasForgottenIt() {
        Optional<Instant> longAgo = Optional.of(NOW.minus(DAY));
        assertThat(judgement("POST", true, 1, longAgo).of(new Exchange.Unknown("reset")))
                .isInstanceOf(Verdict.Lost.class);
        assertThat(judgement("POST", true, 1, longAgo).isForgotten(NOW)).isFalse();
        assertThat(judgement("POST", true, 1, longAgo).isForgotten(NOW.plusMillis(1))).isTrue();
        assertThat(judgement("PUT", true, 1, longAgo).isForgotten(NOW.plusMillis(1))).isFalse();
        assertThat(judgement("POST", false, 1, longAgo).isForgotten(NOW.plusMillis(1))).isFalse();
    }

    /// Nobody knows what a sender who died has sent, but only that it was not planned before.
    @Test
    void aKeyMayBeForgottenWithoutANote() {
        assertThat(keyed().isForgotten(NOW.plus(DAY))).isFalse();
        assertThat(keyed().isForgotten(NOW.plus(DAY).plusMillis(1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | 120",
                "Thu, 01 Jan 2026 12:00:30 GMT | 30",
                "999999999                     | 86400"
            })
    void thePartnerSaysHowLongToWait(String retryAfter, long seconds) {
        assertThat(keyed().of(answer(429, retryAfter)))
                .isEqualTo(
                        new Verdict.Again(
                                NOW.plusSeconds(seconds), "The partner answered 429", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "Thu, 01 Jan 2025 12:00:30 GMT", "1e3"})
    void nonsenseIsOurOwnPause(String retryAfter) {
        assertThat(keyed().of(answer(429, retryAfter))).isEqualTo(keyed().of(answer(429)));
    }

    @Test
    void pausesGrowAndAreScattered() {
        for (long attempt = 0; attempt < 4; attempt++) {
            var again =
                    (Verdict.Again)
                            judgement("POST", true, attempt, Optional.empty())
                                    .of(new Exchange.NotSent("away"));
            Duration pause = Duration.between(NOW, again.at());
            Duration most = Duration.ofSeconds(1L << attempt);
            assertThat(pause).isBetween(most.dividedBy(2), most);
        }
    }

    @Test
    void aProbeDecides() {
        assertThat(keyless().ofProbe(answer(200))).isInstanceOf(Verdict.Done.class);
        assertThat(keyless().ofProbe(answer(404)))
                .isInstanceOfSatisfying(
                        Verdict.NotHappened.class, again -> assertThat(again.at()).isAfter(NOW));
        assertThat(keyless().ofProbe(answer(500))).isInstanceOf(Verdict.AskAgain.class);
        assertThat(keyless().ofProbe(new Exchange.Unknown("reset")))
                .isInstanceOf(Verdict.AskAgain.class);
        assertThat(judgement("POST", false, 9, Optional.of(NOW)).ofProbe(answer(500)))
                .isInstanceOf(Verdict.Lost.class);
        assertThat(judgement("POST", false, 9, Optional.of(NOW)).ofProbe(answer(404)))
                .isInstanceOf(Verdict.Failed.class);
    }
}
