/// What people do with messages that were parked, and with requests whose outcome nobody knows.
///
/// Every action is a transaction that names its operator and says what was done, so that the
/// database's own history is the audit.
@NullMarked
package dev.factum.machine.park;

import org.jspecify.annotations.NullMarked;
