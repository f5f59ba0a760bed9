package dev.factum.gateway.http.outbound;

import dev.factum.facts.error.FactumError;
import dev.factum.gateway.http.HttpErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// Destinations as properties, `NAME.KEY=VALUE`; `docs/http.md` lists the keys.
///
/// ```
/// payments.base=https://api.pay.example/v1
/// payments.keys-last=PT24H
/// payments.secret.Authorization=Bearer env:PAYMENTS_TOKEN
/// ```
public final class DestinationFile {

    private DestinationFile() {}

    /// The destinations in a file.
    ///
    /// @throws FactumError `:factum.http/invalid-destination`
    public static List<HttpDestination> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw FactumError.of(
                            HttpErrorCode.INVALID_DESTINATION,
                            "The file of destinations cannot be read",
                            unreadable)
                    .with("file", file.toString());
        }
        return of(properties);
    }

    /// The destinations that properties describe, by name.
    ///
    /// @throws FactumError `:factum.http/invalid-destination`; a key that is not known is refused
    ///   too
    public static List<HttpDestination> of(Properties properties) {
        Set<String> names = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            names.add(key.replaceAll("\\..*", ""));
        }
        var destinations = new ArrayList<HttpDestination>();
        for (String name : names) {
            destinations.add(new Section(name, properties).destination());
        }
        return List.copyOf(destinations);
    }

    /// The properties of one destination.
    private record Section(String name, Properties properties) {

        HttpDestination destination() {
            HttpDestinationBuilder builder =
                    HttpDestination.named(name, properties.getProperty(name + ".base", ""));
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                if (key.startsWith(name + ".")) {
                    String value = properties.getProperty(key).strip();
                    try {
                        set(builder, key.substring(name.length() + 1), value);
                    } catch (NumberFormatException | DateTimeParseException unreadable) {
                        throw FactumError.of(
                                        HttpErrorCode.INVALID_DESTINATION,
                                        "A number or a duration cannot be read",
                                        unreadable)
                                .with("key", key);
                    }
                }
            }
            return builder.build();
        }

        private void set(HttpDestinationBuilder builder, String key, String value) {
            switch (key) {
                case "base", "first-pause", "longest-pause", "breaker.fewest" -> {}
                case "breaker.window", "breaker.pause", "key-header", "key-quoted" -> {}
                case "methods" -> builder.methods(words(value));
                case "paths" -> builder.paths(words(value));
                case "keys-last" -> builder.honoursKeys(Duration.parse(value), keyHeader());
                case "timeout" -> builder.timeout(Duration.parse(value));
                case "connect-timeout" -> builder.connectTimeout(Duration.parse(value));
                case "attempts" -> attempts(builder, value);
                case "allow-insecure" -> allow(value, builder::allowInsecure);
                case "allow-private-addresses" -> allow(value, builder::allowPrivateAddresses);
                case "most-at-once" -> builder.mostAtOnce(Integer.parseInt(value));
                case "most-per-second" -> builder.mostPerSecond(Double.parseDouble(value));
                case "namespace" -> builder.namespace(value);
                case "names" -> builder.names(style(value));
                case "breaker.ratio" -> breaker(builder, value);
                case "most-sent" -> builder.mostSent(Integer.parseInt(value));
                case "most-received" -> builder.mostReceived(Integer.parseInt(value));
                default -> header(builder, key, value);
            }
        }

        private void header(HttpDestinationBuilder builder, String key, String value) {
            if (key.startsWith("header.")) {
                builder.header(key.substring("header.".length()), value);
            } else if (key.startsWith("secret.")) {
                int place = value.lastIndexOf(' ') + 1;
                builder.secretHeader(
                        key.substring("secret.".length()),
                        value.substring(0, place),
                        Secret.parse(value.substring(place)));
            } else {
                throw FactumError.of(HttpErrorCode.INVALID_DESTINATION, "There is no such property")
                        .with("key", name + "." + key);
            }
        }

        private KeyHeader keyHeader() {
            return new KeyHeader(
                    text("key-header", KeyHeader.USUAL_NAME),
                    Boolean.parseBoolean(text("key-quoted", "true")));
        }

        private void attempts(HttpDestinationBuilder builder, String value) {
            builder.attempts(
                    Integer.parseInt(value),
                    Duration.parse(text("first-pause", "PT0.5S")),
                    Duration.parse(text("longest-pause", "PT5M")));
        }

        private void breaker(HttpDestinationBuilder builder, String value) {
            builder.breaker(
                    Double.parseDouble(value),
                    Integer.parseInt(text("breaker.fewest", "10")),
                    Duration.parse(text("breaker.window", "PT30S")),
                    Duration.parse(text("breaker.pause", "PT10S")));
        }

        private NameStyle style(String value) {
            return switch (value) {
                case "camel" -> NameStyle.CAMEL;
                case "snake" -> NameStyle.SNAKE;
                case "plain" -> NameStyle.PLAIN;
                default ->
                        throw FactumError.of(
                                        HttpErrorCode.INVALID_DESTINATION,
                                        "Names are camel, snake or plain")
                                .with("key", name + ".names");
            };
        }

        private String text(String key, String usual) {
            return properties.getProperty(name + "." + key, usual).strip();
        }

        private static void allow(String value, Runnable allowing) {
            if (Boolean.parseBoolean(value)) {
                allowing.run();
            }
        }

        private static String[] words(String value) {
            return value.split("[,\\s]+", -1);
        }
    }
}
