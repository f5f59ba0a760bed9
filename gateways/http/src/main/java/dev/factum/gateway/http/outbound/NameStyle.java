package dev.factum.gateway.http.outbound;

import java.util.Locale;

/// How a partner writes names of several words; ours are written `card-id`.
public enum NameStyle {
    /// `cardId`
    CAMEL {
        @Override
        String written(String name) {
            var text = new StringBuilder();
            boolean isAfterDash = false;
            for (int at = 0; at < name.length(); at++) {
                char letter = name.charAt(at);
                if (letter != '-') {
                    text.append(isAfterDash ? Character.toUpperCase(letter) : letter);
                }
                isAfterDash = letter == '-';
            }
            return text.toString();
        }

        @Override
        String read(String name) {
            return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
    },

    /// `card_id`
    SNAKE {
        @Override
        String written(String name) {
            return name.replace('-', '_');
        }

        @Override
        String read(String name) {
            return name.replace('_', '-');
        }
    },

    /// `card-id`, and everything else as it is.
    PLAIN {
        @Override
        String written(String name) {
            return name;
        }

        @Override
        String read(String name) {
            return name;
        }
    };

    abstract String written(String name);

    abstract String read(String name);
}
