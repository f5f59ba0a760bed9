package dev.factum.machine.request;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.effect.Request;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a decision adds to its facts so that its requests are performed. Immutable.
///
/// @param cause the message that was decided
/// @param group what the requests of this decision shall have in common: its claim
/// @param isHolding true if messages of this decision wait until all its requests are done
public record RequestPlan(
        String machine, String handler, Message cause, String group, boolean isHolding) {

    static final String THIS_TRANSACTION = "datomic.tx";

    /// The facts of these requests.
    ///
    /// @throws FactumError `:factum.machine/invalid-request` if one comes after a request that is
    ///   not among them, or after itself
    public List<Object> txData(List<Request> requests) {
        Map<String, Request> byLabel = new LinkedHashMap<>();
        requests.forEach(request -> byLabel.put(request.label(), request));
        requests.forEach(request -> checkOrder(request, byLabel));
        return requests.stream().<Object>map(this::planned).toList();
    }

    private static void checkOrder(Request request, Map<String, Request> byLabel) {
        Set<String> passed = new HashSet<>();
        Optional<String> label = Optional.of(request.label());
        while (label.isPresent()) {
            Request there = byLabel.get(label.get());
            if (there == null || !passed.add(label.get())) {
                throw FactumError.of(
                                MachineErrorCode.INVALID_REQUEST,
                                there == null
                                        ? "A request comes after one that is not there"
                                        : "A request comes after itself")
                        .with("request", request.label())
                        .with("after", label.get());
            }
            label = there.after();
        }
    }

    private Map<Keyword, Object> planned(Request request) {
        Map<Keyword, Object> form =
                new NewRequest(
                                MessageId.ofRequest(cause, handler, request.label()),
                                machine,
                                handler,
                                cause.identity(),
                                cause.key(),
                                request.label(),
                                request.destination(),
                                group,
                                THIS_TRANSACTION,
                                request.after()
                                        .map(other -> MessageId.ofRequest(cause, handler, other)),
                                cause.time())
                        .form();
        if (isHolding) {
            form.put(RequestFacts.HOLDS.ident(), group);
        }
        request.outcome().ifPresent(topic -> form.put(RequestFacts.OUTCOME.ident(), topic.name()));
        request.saga().ifPresent(saga -> form.put(RequestFacts.SAGA.ident(), saga));
        request.compensation()
                .ifPresent(undoing ->
                        form.put(RequestFacts.COMPENSATED_AT.ident(), undoing.destination()));
        return form;
    }
}
