/// The transaction pipeline: from transaction data and the database before it to the database after
/// it, purely.
///
/// A transaction is a *set* judged against the database before it; the order of its forms means
/// nothing. The steps, in the order in which [dev.factum.facts.tx.Transaction] runs them, each in a
/// file of its own:
///
/// 1. [dev.factum.facts.tx.FunctionExpansion]: calls of transaction functions become what they
///    answer
/// 2. [dev.factum.facts.tx.MapFlattening]: map forms become assertions
/// 3. [dev.factum.facts.tx.NameResolution]: idents, lookup refs and values are resolved and checked
/// 4. [dev.factum.facts.tx.TempidResolution]: tempids become entities, old (upsert) or new
/// 5. [dev.factum.facts.tx.FactReduction]: redundant facts are dropped, implied retractions are
///    added, conflicts refused
/// 6. [dev.factum.facts.tx.CompositeTuples]: composite tuples follow their parts
/// 7. [dev.factum.facts.tx.UniquenessCheck], [dev.factum.facts.tx.AttributePredicateCheck],
///    [dev.factum.facts.tx.SchemaChange]: what may be refused before the database after exists
/// 8. [dev.factum.facts.tx.EntitySpecCheck], [dev.factum.facts.tx.InvariantCheck]: what is judged
///    on the database after
@NullMarked
package dev.factum.facts.tx;

import org.jspecify.annotations.NullMarked;
