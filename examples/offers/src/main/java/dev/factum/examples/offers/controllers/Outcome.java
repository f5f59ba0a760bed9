package dev.factum.examples.offers.controllers;

/// What became of the wish to create an offer.
///
/// @param insertedAt the t at which the offer was written, or 0 if it never was
/// @param checkedAt the t of the database on which the rule was checked, or 0 if the writer itself
///   checked
/// @param retractedAt the t at which the offer was taken away again, or 0 if it was not
/// @param runs how often the decision was made
public record Outcome(
        boolean accepted, long insertedAt, long checkedAt, long retractedAt, int runs) {

    static Outcome accepted(long insertedAt, long checkedAt) {
        return new Outcome(true, insertedAt, checkedAt, 0, 1);
    }

    static Outcome refused(long checkedAt) {
        return new Outcome(false, 0, checkedAt, 0, 1);
    }

    static Outcome takenBack(long insertedAt, long checkedAt, long retractedAt) {
        return new Outcome(false, insertedAt, checkedAt, retractedAt, 1);
    }
}
