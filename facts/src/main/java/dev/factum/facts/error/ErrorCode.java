package dev.factum.facts.error;

/// A stable name for one way to fail. Each room that has codes of its own lists them in one enum.
public interface ErrorCode {

    /// The code as EDN writes it, such as `":db.error/not-an-entity"`.
    String code();

    /// The category of every error with this code.
    Category category();
}
