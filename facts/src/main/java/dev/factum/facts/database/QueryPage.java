package dev.factum.facts.database;

import java.util.List;
import java.util.Optional;

/// A part of a long answer.
///
/// @param rows the rows of this page: lists, maps or values, as the query's `:find` says
/// @param next what [Database#nextPage] takes to go on; empty on the last page
public record QueryPage(List<?> rows, Optional<String> next) {}
