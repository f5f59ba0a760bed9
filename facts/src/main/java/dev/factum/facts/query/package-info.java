/// Datalog: a query's text or data becomes sealed records, the records become steps bound to the
/// inputs, and the steps run over columnar relations.
///
/// In the order data flows: [dev.factum.facts.query.Query] is the entry; `QueryParser` and its
/// neighbours read forms into `QueryForm`, `Clause`, `Term`, `Binding` and `Rule`; `Inputs` binds
/// what was passed; `Compiler` resolves names and gives `Step`s; `Conjunction` chooses the order of
/// steps by estimated cost and runs them; `Joins` and `PatternScan` are where rows meet; `Results`
/// turns the last relation into the answer.
@NullMarked
package dev.factum.facts.query;

import org.jspecify.annotations.NullMarked;
