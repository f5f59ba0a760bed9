package dev.factum.gateway.http.inbound;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// From a request to its answer, whatever happens: who it is from, whose it is, and at most so many
/// at once. Safe to share between threads.
final class Dispatch {

    private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());

    private static final Set<HttpErrorCode> ABOUT_KEYS =
            Set.of(
                    HttpErrorCode.KEY_MISSING,
                    HttpErrorCode.KEY_REUSED,
                    HttpErrorCode.KEY_IN_USE,
                    HttpErrorCode.KEY_EXPIRED);

    private final Authenticator authenticator;
    private final Routes routes;
    private final WriteRequests writes;
    private final ReadRequests reads;
    private final StatusRequests statuses;
    private final Optional<String> documentation;
    private final int most;
    private final Semaphore places;
    private volatile boolean draining;

    Dispatch(
            Authenticator authenticator,
            Routes routes,
            WriteRequests writes,
            ReadRequests reads,
            StatusRequests statuses,
            Optional<String> documentation,
            int most) {
        this.authenticator = authenticator;
        this.routes = routes;
        this.writes = writes;
        this.reads = reads;
        this.statuses = statuses;
        this.documentation = documentation;
        this.most = most;
        this.places = new Semaphore(most);
    }

    /// A request whose body may still have to be read.
    @FunctionalInterface
    interface Arriving {
        /// The request, read whole.
        ///
        /// @throws FactumError `:factum.http/too-large`
        Incoming read();
    }

    /// Lets a request in, if there is room. Whoever is let in says [#leave] when it has its answer.
    boolean enter() {
        return !draining && places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /// What those are told for whom there is no room.
    static Answer noRoom() {
        return Problem.of(
                FactumError.of(HttpErrorCode.OVERLOADED, "There are too many requests now"));
    }

    /// The answer, errors included.
    Answer answer(Arriving arriving) {
        try {
            return answer(arriving.read());
        } catch (FactumError refused) {
            return refused(refused);
        } catch (RuntimeException defect) {
            return refused(Failures.of(defect));
        }
    }

    private Answer answer(Incoming request) {
        String caller =
                authenticator
                        .caller(request)
                        .orElseThrow(() ->
                                FactumError.of(
                                        HttpErrorCode.UNAUTHENTICATED,
                                        "The request does not show who it is from"));
        if (request.path().startsWith(Waiting.STATUS_PATH) && request.method().equals("GET")) {
            String id = request.path().substring(Waiting.STATUS_PATH.length());
            return statuses.answer(request, caller, id);
        }
        Routes.Found found = routes.find(request);
        return switch (found.target()) {
            case Routes.Target.Write(var route) -> writes.answer(route, found.request(), caller);
            case Routes.Target.Read(var reader) -> reads.answer(reader, found.request());
        };
    }

    private Answer refused(FactumError error) {
        Answer answer = Problem.of(error);
        Level level = error.category() == Category.FAULT ? Level.WARNING : Level.DEBUG;
        LOG.log(level, "A request was refused", error);
        return error.code() instanceof HttpErrorCode code && ABOUT_KEYS.contains(code)
                ? documentation
                        .map(page -> answer.header("Link", "<" + page + ">; rel=\"describedby\""))
                        .orElse(answer)
                : answer;
    }

    /// Takes no more requests, and waits until those that are here are answered; false if that
    /// takes longer.
    boolean drain(Duration longest) {
        draining = true;
        try {
            return places.tryAcquire(most, longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
