/// The one writer of a database.
///
/// Two threads, and no lock between a transaction and its database: one thread judges requests and
/// applies them to the newest database value; the other appends what was applied to the log in
/// groups, forces the group, and only then makes it known and answers. While one group is being
/// forced, the next is applied.
///
/// - [dev.factum.transactor.SingleWriter]: the queue and the two threads
/// - [dev.factum.transactor.Judge]: one request at a time: claim, reads, pipeline, log record
/// - [dev.factum.transactor.TouchWindow]: what recent transactions touched, for validating reads
/// - [dev.factum.transactor.GroupCommit]: append, publish, answer
/// - [dev.factum.transactor.Takeover]: becoming the writer, under the next epoch
@NullMarked
package dev.factum.transactor;

import org.jspecify.annotations.NullMarked;
