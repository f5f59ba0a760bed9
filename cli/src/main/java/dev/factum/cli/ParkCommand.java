package dev.factum.cli;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.claim.Parked;
import dev.factum.machine.message.Payload;
import dev.factum.machine.park.ParkingDesk;
import dev.factum.machine.request.PlannedRequest;
import dev.factum.machine.request.Settlement;
import dev.factum.machine.run.Machine;
import dev.factum.peer.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What people do with messages that could not be decided, and with requests whose outcome nobody
/// knows.
///
/// Opens the database, so the service that works on it must be stopped; inside the service the same
/// is done with [ParkingDesk].
@Command(
        name = "park",
        description = {
            "Deal with messages that could not be decided, and requests whose outcome nobody knows.",
            "Stop the service first: a database has one writer. What is replayed here is tried again "
                    + "when the service runs."
        },
        subcommands = HelpCommand.class)
final class ParkCommand {

    @Spec private CommandSpec spec;

    @Command(name = "list", description = "List them, a line each.")
    int list(@Parameters(paramLabel = "URI") String uri) {
        return at(
                uri,
                System.getProperty("user.name"),
                desk -> {
                    for (Parked parked : desk.parked()) {
                        print(
                                "%s  %s  runs %d  %s"
                                        .formatted(
                                                parked.claim().text(),
                                                parked.kind().ident().name(),
                                                parked.runs(),
                                                parked.reason()));
                    }
                    for (PlannedRequest request : desk.unknown()) {
                        print(
                                "%s  unknown request  %s to %s  %s"
                                        .formatted(
                                                request.id(),
                                                request.label(),
                                                request.destination(),
                                                request.reason().orElse("")));
                    }
                });
    }

    @Command(name = "show", description = "Show a parked message whole.")
    int show(
            @Parameters(paramLabel = "URI") String uri,
            @Parameters(paramLabel = "CLAIM") String claim) {
        return at(
                uri,
                System.getProperty("user.name"),
                desk -> {
                    Parked parked = desk.parked(claim);
                    print(Edn.pretty(parked.message().form()));
                    print("class    %s".formatted(parked.kind().ident().name()));
                    print("code     %s".formatted(parked.code()));
                    print("reason   %s".formatted(parked.reason()));
                    print(
                            "runs     %d, the last on the database of t %d"
                                    .formatted(parked.runs(), parked.basis()));
                    print("code of  version '%s'".formatted(parked.version()));
                    print("read     %s".formatted(parked.reads()));
                });
    }

    @Command(name = "replay", description = "Have messages tried again.")
    int replay(
            @Parameters(paramLabel = "URI") String uri,
            @Parameters(
                            paramLabel = "CLAIM",
                            arity = "0..*",
                            description = "Which; without any, all of them.")
                    List<String> claims,
            @Option(names = "--by", required = true, description = "Who does it.") String operator,
            @Option(
                            names = "--rate",
                            description = "How many a second at most.",
                            defaultValue = "1000")
                    int rate) {
        return at(
                uri,
                operator,
                desk -> {
                    if (claims != null) {
                        claims.forEach(desk::parked);
                    }
                    int count =
                            desk.replay(
                                    parked ->
                                            claims == null
                                                    || claims.contains(parked.claim().text()),
                                    Duration.ofNanos(1_000_000_000L / Math.max(1, rate)),
                                    () -> true);
                    print("%d will be tried again.".formatted(count));
                });
    }

    @Command(name = "discard", description = "Decide that nothing is done for a message, ever.")
    int discard(
            @Parameters(paramLabel = "URI") String uri,
            @Parameters(paramLabel = "CLAIM") String claim,
            @Option(names = "--by", required = true, description = "Who does it.") String operator,
            @Option(names = "--reason", required = true) String reason) {
        return at(uri, operator, desk -> desk.discard(desk.parked(claim), reason));
    }

    @Command(
            name = "edit",
            description = "Replace the payload of a message and have it tried again.")
    int edit(
            @Parameters(paramLabel = "URI") String uri,
            @Parameters(paramLabel = "CLAIM") String claim,
            @Parameters(paramLabel = "PAYLOAD", description = "A map in EDN.") String payload,
            @Option(names = "--by", required = true, description = "Who does it.") String operator,
            @Option(names = "--reason", required = true) String reason) {
        return at(
                uri,
                operator,
                desk ->
                        print(
                                "Tried instead: %s"
                                        .formatted(
                                                desk.edit(
                                                                desk.parked(claim),
                                                                payload(payload),
                                                                reason)
                                                        .id())));
    }

    @Command(
            name = "settle",
            description = "Say what was found out about a request whose outcome nobody knew.")
    int settle(
            @Parameters(paramLabel = "URI") String uri,
            @Parameters(paramLabel = "REQUEST") String id,
            @Parameters(
                            paramLabel = "FINDING",
                            description = "happened, not-happened, or given-up.")
                    String finding,
            @Option(names = "--by", required = true, description = "Who does it.") String operator,
            @Option(names = "--answer", description = "What the partner answered, a map in EDN.")
                    String answer,
            @Option(names = "--reason", defaultValue = "given up by an operator") String reason) {
        return at(
                uri,
                operator,
                desk -> {
                    Settlement settlement =
                            switch (finding) {
                                case "happened" ->
                                        new Settlement.Happened(
                                                200, answer == null ? Map.of() : payload(answer));
                                case "not-happened" -> new Settlement.NotHappened();
                                case "given-up" -> new Settlement.GivenUp(reason);
                                default ->
                                        throw new ParameterException(
                                                spec.commandLine(), "Nobody finds out " + finding);
                            };
                    PlannedRequest request =
                            desk.unknown().stream()
                                    .filter(each -> each.id().equals(id))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            FactumError.of(
                                                            MachineErrorCode.NOT_UNKNOWN,
                                                            "No request like this waits for anybody")
                                                    .with("request", id));
                    desk.settle(request, settlement);
                });
    }

    private static Map<Keyword, Object> payload(String text) {
        if (Edn.read(text) instanceof Map<?, ?> map) {
            return Payload.checked(map);
        }
        throw FactumError.of(MachineErrorCode.INVALID_PAYLOAD, "A payload is a map").form(text);
    }

    private int at(String uri, String operator, Consumer<ParkingDesk> action) {
        try (Peer peer = Peer.open()) {
            var connection = peer.connect(uri);
            Machine.install(connection);
            action.accept(ParkingDesk.of(connection, operator));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
