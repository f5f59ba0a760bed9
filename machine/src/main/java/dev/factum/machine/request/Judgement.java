package dev.factum.machine.request;

import dev.factum.machine.effect.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Judges what came of an attempt. Pure.
///
/// | exchange | meaning |
/// |---|---|
/// | 2xx | done |
/// | 409 | an attempt under this key is still being worked on: again after a pause |
/// | 408, 425, 429, 503 | not performed; again after a pause, or after the one that is asked for |
/// | other 5xx | perhaps performed |
/// | other status | failed; 422 says that this key came with another content |
/// | nothing was sent | again after a pause |
/// | sent, no answer | perhaps performed |
///
/// What was perhaps performed is sent again if that is harmless: if its method says so, or while
/// the partner remembers the key. Otherwise its outcome is unknown.
///
/// No note is made before a request is sent that may be repeated, so a sender who died may have
/// sent it unseen, at any time since it was planned. It is therefore never said to have failed for
/// want of an answer, unless its method changes nothing; and it is not sent after the partner may
/// have forgotten the key.
///
/// @param request what was sent
/// @param to where it was sent
/// @param planned what is known of the request
/// @param now when the attempt ended
record Judgement(Request request, Destination to, PlannedRequest planned, Instant now) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final Set<Integer> NOT_PERFORMED = Set.of(408, 425, 429, 503);
    private static final int IN_PROGRESS = 409;
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    /// How many times as often as it may be sent a request may be sent and asked for.
    private static final int PROBES = 2;

    /// True if sending a request twice does what sending it once does.
    static boolean isRepeatable(Request request, Destination to) {
        return to.honoursKeys() || isOneOf(IDEMPOTENT, request);
    }

    private static boolean isOneOf(Set<String> methods, Request request) {
        return methods.contains(request.method().toUpperCase(Locale.ROOT));
    }

    /// True if sending it at some moment might do again what an attempt that nobody noted has done.
    boolean isForgotten(Instant at) {
        return to.honoursKeys()
                && !isOneOf(IDEMPOTENT, request)
                && at.isAfter(planned.sent().orElse(planned.since()).plus(to.keysLast()));
    }

    // ---- of an attempt

    Verdict of(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Answered answered -> of(answered);
            case Exchange.NotSent(String reason) -> again(reason, false, pause());
            case Exchange.Unknown(String reason) -> maybe(reason);
            case Exchange.Refused(String reason) -> new Verdict.Failed(0, Map.of(), reason);
            case Exchange.Deferred(String reason, Duration pause) -> again(reason, false, pause);
        };
    }

    private Verdict of(Exchange.Answered answered) {
        int status = answered.status();
        String reason = "The partner answered " + status;
        if (status >= 200 && status < 300) {
            return new Verdict.Done(status, answered.body());
        }
        if (NOT_PERFORMED.contains(status)) {
            return again(reason, false, asked(answered));
        }
        if (status == IN_PROGRESS && to.honoursKeys()) {
            return again(reason, true, asked(answered));
        }
        return status >= 500 ? maybe(reason) : new Verdict.Failed(status, answered.body(), reason);
    }

    private Verdict maybe(String reason) {
        return isRepeatable(request, to) ? again(reason, true, pause()) : new Verdict.Lost(reason);
    }

    private Verdict again(String reason, boolean maybeSent, Duration pause) {
        Instant at = now.plus(pause);
        if (planned.attempts() + 1 < to.attempts() && !isForgotten(at)) {
            return new Verdict.Again(at, reason, maybeSent);
        }
        return maybeSent || mayHaveBeenSent()
                ? new Verdict.Lost(reason)
                : new Verdict.Failed(0, Map.of(), reason);
    }

    private boolean mayHaveBeenSent() {
        boolean isUnseen = isRepeatable(request, to) && !isOneOf(SAFE, request);
        return planned.sent().isPresent() || isUnseen;
    }

    /// The pause that the partner asks for, or else our own.
    private Duration asked(Exchange.Answered answered) {
        String given = answered.headers().get("retry-after");
        if (given == null) {
            return pause();
        }
        Duration asked = retryAfter(given.strip());
        Duration most = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        return most.isNegative() ? pause() : most;
    }

    private Duration retryAfter(String given) {
        if (given.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(given));
        }
        try {
            ZonedDateTime moment = ZonedDateTime.parse(given, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, moment.toInstant());
        } catch (DateTimeException _) {
            return Duration.ofSeconds(-1);
        }
    }

    /// Twice as long each time, up to the longest, less a part of up to a half that differs from
    /// request to request, so that those that failed together do not come back together.
    private Duration pause() {
        long doubled = to.firstPause().toMillis() << Math.min(planned.attempts(), 20);
        long most = Math.min(to.longestPause().toMillis(), Math.max(doubled, 0));
        long part = Math.floorMod(scattered(), Math.max(1, most / 2));
        return Duration.ofMillis(most - part);
    }

    private long scattered() {
        try {
            byte[] text = (planned.id() + "/" + planned.step()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    // ---- of a probe

    /// A partner that never performs what it gets, and says so each time, is given up as well.
    Verdict ofProbe(Exchange exchange) {
        boolean canGoOn = planned.attempts() + 1 < (long) to.attempts() * PROBES;
        if (exchange instanceof Exchange.Answered(int status, _, var body)) {
            if (status >= 200 && status < 300) {
                return new Verdict.Done(status, body);
            }
            if (NOT_THERE.contains(status)) {
                return canGoOn
                        ? new Verdict.NotHappened(now.plus(pause()))
                        : new Verdict.Failed(0, Map.of(), "The partner has not performed it");
            }
        }
        String reason = "The partner could not say whether it was performed";
        return canGoOn ? new Verdict.AskAgain(now.plus(pause()), reason) : new Verdict.Lost(reason);
    }
}
