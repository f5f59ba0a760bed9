package dev.factum.examples.cards;

import dev.factum.facts.value.Keyword;
import java.util.List;
import java.util.UUID;

/// A card as the database has it: `:card/id` and `:card/status`.
public record Card(UUID id, Keyword status) {

    /// A card that is blocked already, or cancelled, cannot be blocked.
    public boolean canBlock() {
        return status.equals(CardFacts.ACTIVE);
    }

    /// How facts about this card name it.
    List<Object> ref() {
        return CardFacts.CARD_ID.is(id);
    }
}
