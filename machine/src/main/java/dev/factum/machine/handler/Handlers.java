package dev.factum.machine.handler;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All handlers of a machine, each with a name of its own. Immutable and safe to share between
/// threads.
public final class Handlers {

    private final List<HandlerDefinition<?>> definitions;
    private final Map<Topic, List<HandlerDefinition<?>>> byTopic;

    private Handlers(List<HandlerDefinition<?>> definitions) {
        this.definitions = List.copyOf(definitions);
        this.byTopic =
                new HashMap<>(
                        definitions.stream()
                                .collect(Collectors.groupingBy(HandlerDefinition::topic)));
    }

    public static Handlers of(List<HandlerDefinition<?>> definitions) {
        Set<String> names = new HashSet<>();
        for (HandlerDefinition<?> definition : definitions) {
            if (!names.add(definition.name())) {
                throw FactumError.of(MachineErrorCode.HANDLER_EXISTS, "Two handlers have one name")
                        .with("handler", definition.name());
            }
        }
        return new Handlers(definitions);
    }

    public List<HandlerDefinition<?>> definitions() {
        return definitions;
    }

    /// The topics that some handler takes messages from.
    public Set<Topic> topics() {
        return Set.copyOf(byTopic.keySet());
    }

    /// The handlers that take this message, in the order of their registration.
    public List<HandlerDefinition<?>> taking(Message message) {
        return byTopic.getOrDefault(message.topic(), List.of()).stream()
                .filter(definition -> definition.takes(message))
                .toList();
    }

    public Optional<HandlerDefinition<?>> named(String name) {
        for (HandlerDefinition<?> definition : definitions) {
            if (definition.name().equals(name)) {
                return Optional.of(definition);
            }
        }
        return Optional.empty();
    }
}
