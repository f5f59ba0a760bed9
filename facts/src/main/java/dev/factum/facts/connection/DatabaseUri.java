package dev.factum.facts.connection;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a database is: `factum:STORAGE:LOCATION?db=NAME`.
///
/// | URI | storage |
/// |---|---|
/// | `factum:mem:scratch` | this process's memory, gone with it; the location is the name of the store |
/// | `factum:sqlite:cards.factum` | an SQLite file |
/// | `factum:sqlite:/data/bank.factum?db=cards` | one of several databases in an SQLite file |
///
/// @param storage the kind of storage
/// @param location where the storage is
/// @param name the database in it: letters, digits, `-`, `_` and `.`, at most 64; `main` if the URI
///   names none
public record DatabaseUri(String storage, String location, String name) {

    private static final Pattern FORM =
            Pattern.compile("factum:(?<storage>[a-z]+):(?<location>[^?]+)(\\?db=(?<name>.*))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// Reads a URI, or refuses it with `:db.error/invalid-db-uri`.
    public static DatabaseUri parse(String uri) {
        Matcher matcher = FORM.matcher(uri);
        if (!matcher.matches()) {
            throw FactumError.of(
                            DbErrorCode.INVALID_DB_URI,
                            "A database URI reads factum:STORAGE:LOCATION?db=NAME")
                    .with("uri", uri);
        }
        String name = matcher.group("name");
        String given = name == null ? "main" : name;
        if (!NAME.matcher(given).matches()) {
            throw FactumError.of(
                            DbErrorCode.INVALID_DB_URI,
                            "A database name has at most 64 letters, digits, dots, dashes and underscores")
                    .with("name", given);
        }
        String location = matcher.group("location");
        if (location.startsWith(":") || location.startsWith("file:") || location.indexOf(0) >= 0) {
            throw FactumError.of(
                            DbErrorCode.INVALID_DB_URI,
                            "The location is a plain path or name, neither :memory: nor a file: URI")
                    .with("location", location);
        }
        return new DatabaseUri(matcher.group("storage"), location, given);
    }

    /// The URI of another database in the same storage.
    public DatabaseUri named(String other) {
        return parse("factum:" + storage + ":" + location + "?db=" + other);
    }

    @Override
    public String toString() {
        return "factum:" + storage + ":" + location + "?db=" + name;
    }
}
