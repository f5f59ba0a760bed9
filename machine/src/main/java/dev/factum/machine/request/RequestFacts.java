package dev.factum.machine.request;

import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes of requests. What a request sends is in the log, with the decision that planned
/// it; the facts say how far it is.
final class RequestFacts {

    static final Attribute<String> ID =
            Attribute.string("factum.request/id").identity().doc("The idempotency key");
    static final Attribute<String> MACHINE = Attribute.string("factum.request/machine");
    static final Attribute<String> HANDLER = Attribute.string("factum.request/handler");
    static final Attribute<String> CAUSE =
            Attribute.string("factum.request/cause").doc("The message that was decided");
    static final Attribute<String> LANE =
            Attribute.string("factum.request/lane").doc("The key of the message of its outcome");
    static final Attribute<String> LABEL = Attribute.string("factum.request/label");
    static final Attribute<String> DESTINATION = Attribute.string("factum.request/destination");
    static final Attribute<String> OUTCOME =
            Attribute.string("factum.request/outcome").doc("The topic that its outcome is told on");
    static final Attribute<String> GROUP =
            Attribute.string("factum.request/group")
                    .doc("What all requests of one decision have in common");
    static final Attribute<Long> DECIDED =
            Attribute.ref("factum.request/decided")
                    .doc("The transaction whose log record has what is sent");
    static final Attribute<Long> PLANNED =
            Attribute.ref("factum.request/planned")
                    .doc("The transaction that planned it, if another one decided what is sent");
    static final Attribute<String> AFTER =
            Attribute.string("factum.request/after")
                    .indexed()
                    .doc("The request that comes before this one");
    static final Attribute<String> SAGA = Attribute.string("factum.request/saga").indexed();
    static final Attribute<String> COMPENSATED_AT =
            Attribute.string("factum.request/compensated-at")
                    .doc("The destination of the request that undoes it");
    static final Attribute<String> UNDOES =
            Attribute.string("factum.request/undoes")
                    .doc("The request whose compensation this one is");
    static final Attribute<Boolean> UNDONE =
            Attribute.bool("factum.request/undone").doc("It is not wanted any more");
    static final Attribute<Keyword> STATE = Attribute.keyword("factum.request/state").indexed();
    static final Attribute<Long> STEP =
            Attribute.longNumber("factum.request/step").doc("Rises with each change");
    static final Attribute<Long> ATTEMPTS = Attribute.longNumber("factum.request/attempts");
    static final Attribute<Long> TOLD =
            Attribute.longNumber("factum.request/told").doc("How often its outcome was told");
    static final Attribute<Instant> SENT =
            Attribute.instant("factum.request/sent")
                    .doc("When it may have reached the partner for the first time");
    static final Attribute<Instant> SINCE =
            Attribute.instant("factum.request/since")
                    .doc("Before this nobody sent it, if that was later than its decision");
    static final Attribute<String> HOLDS =
            Attribute.string("factum.request/holds")
                    .indexed()
                    .doc("The group whose messages wait until this request is done");
    static final Attribute<Long> STATUS = Attribute.longNumber("factum.request/status");
    static final Attribute<String> REASON = Attribute.string("factum.request/reason");

    private static final Set<Attribute<?>> WITHOUT_HISTORY = Set.of(STEP, HOLDS);

    private RequestFacts() {}

    static List<Map<Keyword, Object>> schema() {
        List<Attribute<?>> all =
                List.of(
                        ID,
                        MACHINE,
                        HANDLER,
                        CAUSE,
                        LANE,
                        LABEL,
                        DESTINATION,
                        OUTCOME,
                        GROUP,
                        DECIDED,
                        PLANNED,
                        AFTER,
                        SAGA,
                        COMPENSATED_AT,
                        UNDOES,
                        UNDONE,
                        STATE,
                        STEP,
                        ATTEMPTS,
                        TOLD,
                        SENT,
                        SINCE,
                        HOLDS,
                        STATUS,
                        REASON);
        var schema = new ArrayList<Map<Keyword, Object>>();
        for (Attribute<?> each : all) {
            var declaration = new LinkedHashMap<>(each.declaration());
            if (WITHOUT_HISTORY.contains(each)) {
                declaration.put(Keyword.of("db/noHistory"), true);
            }
            schema.add(declaration);
        }
        return schema;
    }
}
