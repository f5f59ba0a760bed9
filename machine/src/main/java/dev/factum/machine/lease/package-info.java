/// How the instances of a machine on one database divide its work: leases with epochs.
///
/// Nothing that is decided rests on a lease. Claims, reads and derived ids keep every decision
/// single whoever makes it; leases keep the order of messages within a key, and spare work that
/// others do already. So a clock that is wrong, or an instance that stands still, costs time and no
/// more.
@NullMarked
package dev.factum.machine.lease;

import org.jspecify.annotations.NullMarked;
